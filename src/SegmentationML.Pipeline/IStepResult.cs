namespace SegmentationML.Pipeline;

/// <summary>What every step's result can say of itself, for ledger, log and report.</summary>
public interface IStepResult
{
    /// <summary>Rows that the step made; 0 when none.</summary>
    long Rows { get; }

    /// <summary>A few words, such as <c>541,909 lines from 1 file</c>.</summary>
    string Summary { get; }
}
