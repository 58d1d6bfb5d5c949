using SegmentationML.Core.Governance.Cases;

namespace SegmentationML.Notebooks.Client;

/// <summary>How a case stands.</summary>
/// <param name="Number">The case.</param>
/// <param name="Pipeline">The pipeline that it is about.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="State">Its state.</param>
/// <param name="Since">When the state was entered, UTC.</param>
/// <param name="Due">When the state must have been left, UTC; null for no deadline.</param>
/// <param name="OpenedBy">Who opened it.</param>
/// <param name="Closed">Whether it is decided.</param>
/// <param name="Decision">The decision that closed it; empty while it is open.</param>
public sealed record ServiceCase(long Number, string Pipeline, string Kind, string State, DateTimeOffset Since, DateTimeOffset? Due, string OpenedBy, bool Closed, string Decision)
{
    /// <summary>A case of a workspace as a service shows it.</summary>
    public static ServiceCase Of(CaseRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new ServiceCase(record.Number, record.Pipeline, record.Workflow.Name, record.State, record.Since, record.Due, record.Steps[0].By, record.IsClosed, record.Decision);
    }
}
