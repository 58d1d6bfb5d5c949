using System.Text.Json.Serialization;

namespace SegmentationML.Contracts.Outcomes;

/// <summary>Whether a rule was checked, and how it ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleState>))]
public enum RuleState
{
    /// <summary>Checked and kept.</summary>
    Passed,

    /// <summary>Checked and broken.</summary>
    Failed,

    /// <summary>Not checked; the note says why.</summary>
    NotRun,
}
