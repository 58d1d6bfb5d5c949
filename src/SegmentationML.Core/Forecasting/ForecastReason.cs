namespace SegmentationML.Core.Forecasting;

/// <summary>Why a series got its method.</summary>
public enum ForecastReason : byte
{
    /// <summary>The least squared error in the back-test, clearly below that of the reference method.</summary>
    BackTest,

    /// <summary>The reference method: nothing was clearly better in the back-test.</summary>
    Reference,

    /// <summary>Only one method was allowed and able to answer.</summary>
    OnlyCandidate,

    /// <summary>No bucket of the history has demand: the zero forecast.</summary>
    NoDemand,

    /// <summary>The demand has ended by the stated rule: the zero forecast.</summary>
    Obsolete,

    /// <summary>Too short to hold anything back: the reference method.</summary>
    TooShort,

    /// <summary>Fewer than two buckets with demand: the historic average.</summary>
    FewDemands,

    /// <summary>Every observed bucket has the same demand: the simplest method allowed.</summary>
    Constant,

    /// <summary>None of the methods allowed can answer on this history: the reference method stands in.</summary>
    NoCandidate,

    /// <summary>No observed bucket at all: no forecast.</summary>
    NoHistory,

    /// <summary>A negative or infinite quantity: no forecast.</summary>
    InvalidDemand,

    /// <summary>The method that errs least over all series of the group.</summary>
    Group,

    /// <summary>Method and parameters of an earlier forecast were kept.</summary>
    Kept,

    /// <summary>The chosen method came to no number: the reference method stands in.</summary>
    NotConverged,

    /// <summary>The time for the series was over before anything could be compared: the reference method.</summary>
    OutOfTime,

    /// <summary>A new item, forecast by what like items did when they were new.</summary>
    LikeItems,
}
