"""A stage's status typed in the sheet is applied at once where the SOP's gate lets it; else it waits, and says why."""

from services.domain.merge_actions import Plan
from services.domain.occasion import Occasion
from services.domain.schema import STAGE
from services.errors import PanelError, Trouble
from services.office import Office, settings_of
from services.storage import sync_state
from services.sync import settling
from services.sync.take import from_sheet

STATUS = STAGE.field("status").header


def take_steps(office: Office, occasion: Occasion, plan: Plan) -> None:
    """Of what a look at the tab of stages proposed: each status through its gate, if the office wants that. Raises Trouble."""
    typed = {(case.row, case.sheet) for case in plan.cases if case.kind == "proposal" and case.header == STATUS}
    if not typed:
        return
    with office.database.reading() as reader:
        if not settings_of(reader)["stage_from_sheet"]:
            return
        waiting = [
            case["id"] for case in sync_state.cases(reader.connection, "proposal")
            if case["table"] == STAGE.name and case["header"] == STATUS and (case["row"], case["sheet"]) in typed
        ]
    for case in waiting:
        try:
            settling.settle(office, from_sheet(occasion.part(case)), case, "sheet")
        except Trouble:
            raise
        except PanelError as error:
            with office.database.state() as connection:
                sync_state.explain(connection, case, str(error))
