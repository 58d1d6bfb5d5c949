namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>The standard's operators.</summary>
internal enum ThresholdOperator
{
    /// <summary>mustBe.</summary>
    Equal,

    /// <summary>mustNotBe.</summary>
    NotEqual,

    /// <summary>mustBeGreaterThan.</summary>
    Greater,

    /// <summary>mustBeGreaterOrEqualTo.</summary>
    GreaterOrEqual,

    /// <summary>mustBeLessThan.</summary>
    Less,

    /// <summary>mustBeLessOrEqualTo.</summary>
    LessOrEqual,

    /// <summary>mustBeBetween.</summary>
    Between,

    /// <summary>mustNotBeBetween.</summary>
    NotBetween,
}
