"""Two sentences of help for every screen, by its address; they stand behind the question mark beside its title."""

HELP = {
    "beranda": "Setiap baris satu hal yang menunggu Anda, yang terlambat lebih dulu. Tekan tautan di kanan untuk mengerjakannya.",
    "dasbor": "Keadaan semua program dalam sepuluh detik: yang terlambat, yang menunggu tanda tangan, dan penyalurannya. "
              "Tekan sebuah angka untuk melihat isinya.",
    "program": "Setiap program tampil dengan delapan tahapnya menurut SOP. Tekan namanya untuk melihat siapa, sejak kapan, dan batasnya.",
    "penerima": "Cari orang dengan nama, NIK, atau nomor KK; hasilnya muncul selagi Anda mengetik. "
                "Tekan sebuah baris untuk membuka kartunya.",
    "penyaluran": "Cari orangnya, baca jawabannya, lalu serahkan; tidak seorang pun dilayani dua kali. "
                  "Untuk pemindai dan ponsel tekan Buka loket.",
    "surat": "Semua surat keluar, surat masuk, dan nomornya menurut tahun. Nomor yang dilompati disebut bersama alasannya.",
    "naskah": "Di sini kata-kata surat diubah tanpa mengubah surat yang sudah ada. Setiap perubahan menjadi versi baru, dan naskah asal selalu dapat dipakai lagi.",
    "sop": "Lembar SOP seperti yang disahkan, dengan bacaan panel di sebelahnya. Nama program yang berjalan berdiri di tahapnya.",
    "riwayat": "Setiap perubahan tercatat: siapa, kapan, dari apa menjadi apa. Catatan ini tidak dapat diubah atau dihapus.",
    "google-sheet": "Panel dan satu Google Sheet dibuat selalu sama. Tim boleh mengetik di lembar; yang berbeda tidak ditimpa, melainkan ditanyakan.",
    "pengaturan": "Nama kantor, pejabat yang menandatangani, dan hari libur diatur di sini. Pejabat yang berganti ditambahkan dengan tanggal mulainya, bukan ditimpa.",
    "pengguna": "Buat pengguna untuk setiap orang, dengan peran menurut tugasnya. Pengguna yang pindah cukup dibuat tidak aktif.",
    "bantuan": "Cari dengan satu atau dua kata, atau buka judul yang Anda perlukan. Untuk mencoba tanpa takut salah, tekan Masuk ke Latihan di bawah menu.",
    "konflik": "Isian yang berbeda antara panel dan Google Sheet menunggu putusan di sini. Pilih yang benar; pilihan itu masih dapat diurungkan.",
    "kesehatan-lembar": "Di sini tampak apakah Google Sheet masih tersusun seperti yang dibutuhkan panel. Yang rusak disebut, dengan cara memperbaikinya.",
    "akun": "Ganti kata sandi Anda di sini. Sesudah diganti, Anda masuk lagi di semua perangkat.",
    "tahapan": "Delapan tahap program ini: siapa, sejak kapan, sampai kapan, dan berapa hari kerja yang terpakai. Tekan sebuah tahap untuk mengerjakannya.",
    "orang": "Semua tentang satu orang: bantuan yang diterima, surat, dan perubahannya. NIK lengkap dibuka dengan alasan, dan itu dicatat.",
    "data-ganda": "Pasangan yang mungkin orang yang sama, yang paling mirip lebih dulu. Putuskan satu per satu; panel tidak pernah menggabungkan sendiri.",
    "mutu-data": "Seberapa lengkap dan benar data dari setiap instansi. Dari sini surat permintaan perbaikan dibuat.",
    "pemeriksaan": "Hal yang perlu dilihat sebelum daftar ditetapkan, misalnya satu KK dua kali. Yang memang benar dikecualikan dengan alasan.",
    "telaahan": "Periksa enam bagian telaahan, cetak, lalu catat tanda tangan dan nomornya. Sesudah diajukan, tahap 2 mulai sendiri.",
    "disposisi": "Catat jawaban Wali Kota dengan tanggal yang tertulis di lembarnya. Selama belum dijawab tidak ada yang perlu ditekan.",
    "ukpbj": "Isi paket, kirim permohonan ke UKPBJ, lalu catat kontraknya. Barang yang datang dihitung terhadap yang dipesan.",
    "permintaan-data": "Pilih instansi, dan panel membuat satu surat untuk masing-masing. Yang lewat batas dapat dikirimi surat pengingat.",
    "penerimaan-data": "Unggah berkas dari instansi; panel membaca dan memeriksa dahulu, belum menyimpan. Impor yang keliru dapat dibatalkan seluruhnya.",
    "rekapitulasi": "Selesaikan yang ganda, pilih menurut kuota, lalu tetapkan daftarnya. Sesudah ditetapkan, yang gugur diganti dari cadangan.",
    "bnba": "Telaahan kedua dan BNBA dicetak dari daftar yang sudah ditetapkan. Catat jawaban Wali Kota seperti di tahap 2.",
    "catat-kertas": "Sesudah penyaluran di kertas, ketik kode barisnya dan jumlah setiap halaman. Panel memeriksa dahulu, dan kode yang salah ketik selalu ketahuan.",
    "tahap-penyaluran": "Rencanakan titik, petugas, dan jamnya, lalu cetak undangan, daftar, dan tanda terima. Di hari penyaluran buka menu Penyaluran atau Loket.",
}
