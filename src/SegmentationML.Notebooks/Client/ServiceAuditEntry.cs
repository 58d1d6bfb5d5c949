using System.Text.Json;
using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Notebooks.Client;

/// <summary>An entry of the audit chain as the service writes it, its facts as JSON.</summary>
internal sealed record ServiceAuditEntry(long Sequence, string Time, string Kind, string Subject, string Actor, JsonElement Facts, string Previous, string Hash)
{
    public AuditEntry Entry => new(Sequence, Time, Kind, Subject, Actor, Facts.GetRawText(), Previous, Hash);
}
