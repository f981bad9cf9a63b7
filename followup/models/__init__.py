from followup.models.discharge import Discharge
from followup.models.transfers import Transfer, TransferDocument, TransferGround, TransferStatus


__all__ = ["Discharge", "Transfer", "TransferDocument", "TransferGround", "TransferStatus"]
