namespace SegmentationML.Core.Forecasting;

/// <summary>What became of a method in the choice for one series.</summary>
public enum CandidateState : byte
{
    /// <summary>Not looked at: the series needed no test.</summary>
    NotTested,

    /// <summary>Tested, and another was taken.</summary>
    Tested,

    /// <summary>Taken.</summary>
    Chosen,

    /// <summary>The series may not have it.</summary>
    Forbidden,

    /// <summary>The history is shorter than it needs.</summary>
    TooShort,

    /// <summary>The zero forecast stands in the table and never competes.</summary>
    Zero,

    /// <summary>It repeats single buckets, which are mostly empty on intermittent demand.</summary>
    RepeatsBuckets,

    /// <summary>It forecast no demand at all at some origin, or would now.</summary>
    Silent,

    /// <summary>It came to no number.</summary>
    NotConverged,

    /// <summary>The time for the series was over.</summary>
    OutOfTime,

    /// <summary>It is for series of the other demand class.</summary>
    OtherClass,
}
