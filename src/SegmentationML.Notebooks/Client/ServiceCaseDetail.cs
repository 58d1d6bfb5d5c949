using SegmentationML.Core.Governance.Cases;

namespace SegmentationML.Notebooks.Client;

/// <summary>A case with all that is known of it.</summary>
/// <param name="Case">How it stands.</param>
/// <param name="Fields">What is known, by field.</param>
/// <param name="Evidence">Attached files.</param>
/// <param name="Steps">What was done, in order.</param>
/// <param name="Actions">What can be done next.</param>
public sealed record ServiceCaseDetail(ServiceCase Case, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<CaseEvidence> Evidence, IReadOnlyList<CaseStep> Steps, IReadOnlyList<string> Actions)
{
    /// <summary>A case of a workspace as a service shows it.</summary>
    public static ServiceCaseDetail Of(CaseRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new ServiceCaseDetail(ServiceCase.Of(record), record.Fields, record.Evidence, record.Steps, record.IsClosed ? [] : [.. record.Workflow.States[record.State].Actions.Keys]);
    }
}
