using System.Text.Json.Serialization;

namespace SegmentationML.Contracts.Outcomes;

/// <summary>What a check ends in, from harmless to severe; the outcome of several is the most severe.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContractOutcome>))]
public enum ContractOutcome
{
    /// <summary>All is as promised.</summary>
    Pass,

    /// <summary>Something is not as promised; the rows are used, the report says so.</summary>
    Warn,

    /// <summary>Rows were taken out and kept with the reason; the rest is used.</summary>
    Quarantine,

    /// <summary>The data is not used; the last published version stays.</summary>
    Block,
}
