"""A stand-in for the Google Sheets v4 service (and the few Drive calls beside it) on loopback.

It keeps spreadsheets in memory, answers the untouched gspread and google-auth, and adds what a real service cannot
give a test: people who edit in the gap before any request, bad weather on demand, and a log of every value ever
written. Start with `SheetsServer` in `server.py`.
"""
