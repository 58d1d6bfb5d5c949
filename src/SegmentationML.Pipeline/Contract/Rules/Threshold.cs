using System.Globalization;
using SegmentationML.Contracts.Standard;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>What a measure must be: the standard's eight operators over exact decimals.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Value">What is compared with; the lower end of an interval; 1 or 0 for true and false.</param>
/// <param name="Upper">The upper end of an interval; 0 otherwise.</param>
/// <param name="IsTruth">True when the measure is a truth value.</param>
internal sealed record Threshold(ThresholdOperator Operator, decimal Value, decimal Upper = 0, bool IsTruth = false)
{
    /// <summary>The threshold of a checked library or SQL rule.</summary>
    /// <param name="rule">The rule.</param>
    public static Threshold Of(QualityRule rule) => rule switch
    {
        { MustBe: { } v } => Equality(ThresholdOperator.Equal, v),
        { MustNotBe: { } v } => Equality(ThresholdOperator.NotEqual, v),
        { MustBeGreaterThan: { } v } => new(ThresholdOperator.Greater, v),
        { MustBeGreaterOrEqualTo: { } v } => new(ThresholdOperator.GreaterOrEqual, v),
        { MustBeLessThan: { } v } => new(ThresholdOperator.Less, v),
        { MustBeLessOrEqualTo: { } v } => new(ThresholdOperator.LessOrEqual, v),
        { MustBeBetween: [var low, var high] } => new(ThresholdOperator.Between, low, high),
        { MustNotBeBetween: [var low, var high] } => new(ThresholdOperator.NotBetween, low, high),
        _ => throw new InvalidOperationException("The reader admits rules with exactly one operator only."),
    };

    /// <summary>True when a count of rows fits only if it is zero, so that each counted row breaks the rule by itself.</summary>
    public bool MeansNone => this is { Operator: ThresholdOperator.Equal or ThresholdOperator.LessOrEqual, Value: 0 } or { Operator: ThresholdOperator.Less, Value: > 0 and <= 1 };

    /// <summary>True when the measure is as it must be. The ends of an interval are outside of it, as the standard defines.</summary>
    /// <param name="measure">The measure.</param>
    public bool Holds(decimal measure) => Operator switch
    {
        ThresholdOperator.Equal => measure == Value,
        ThresholdOperator.NotEqual => measure != Value,
        ThresholdOperator.Greater => measure > Value,
        ThresholdOperator.GreaterOrEqual => measure >= Value,
        ThresholdOperator.Less => measure < Value,
        ThresholdOperator.LessOrEqual => measure <= Value,
        ThresholdOperator.Between => measure > Value && measure < Upper,
        _ => !(measure > Value && measure < Upper),
    };

    /// <summary>In words, such as <c>less than 5</c>.</summary>
    public override string ToString() => Operator switch
    {
        ThresholdOperator.Equal => Text(Value),
        ThresholdOperator.NotEqual => $"not {Text(Value)}",
        ThresholdOperator.Greater => $"more than {Text(Value)}",
        ThresholdOperator.GreaterOrEqual => $"at least {Text(Value)}",
        ThresholdOperator.Less => $"less than {Text(Value)}",
        ThresholdOperator.LessOrEqual => $"at most {Text(Value)}",
        ThresholdOperator.Between => $"between {Text(Value)} and {Text(Upper)}, both excluded",
        _ => $"not between {Text(Value)} and {Text(Upper)}",
    };

    /// <summary>A measure as it is shown.</summary>
    /// <param name="measure">The measure.</param>
    public string Text(decimal measure) => IsTruth ? (measure == 0 ? "false" : "true") : measure.ToString("0.############################", CultureInfo.InvariantCulture);

    private static Threshold Equality(ThresholdOperator op, object value) => value switch
    {
        bool truth => new(op, truth ? 1 : 0, IsTruth: true),
        long whole => new(op, whole),
        _ => new(op, (decimal)value),
    };
}
