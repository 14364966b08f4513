"""Stage 6: doubles decided, people chosen within the quota, the list fixed, and the recapitulation."""

from pages import stage_frame
from pages.pieces import fixed_list, proposal, recapitulation
from services.domain.sop import Status

view = stage_frame.open_stage("recap")
if view.step.status is not Status.NOT_STARTED:
    if view.programme["fixed_at"]:
        fixed_list.show(view)
    else:
        proposal.show(view)
    recapitulation.show(view)
stage_frame.close_stage(view)
