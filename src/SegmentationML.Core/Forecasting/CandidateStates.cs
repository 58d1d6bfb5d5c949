namespace SegmentationML.Core.Forecasting;

/// <summary>The states as they are published.</summary>
public static class CandidateStates
{
    private static readonly string[] Codes =
        ["not-tested", "tested", "chosen", "forbidden", "too-short", "zero", "repeats-buckets", "silent", "not-converged", "out-of-time", "other-class"];

    /// <summary>The code of a state: lower case, words joined by hyphens.</summary>
    public static string Code(this CandidateState state) => Codes[(int)state];
}
