namespace SegmentationML.Contracts.Standard;

/// <summary>A quality rule of a table or a column.</summary>
public sealed record QualityRule
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>Short name.</summary>
    public string? Name { get; init; }

    /// <summary>Meaning in words.</summary>
    public string? Description { get; init; }

    /// <summary>Kind of rule; null stands for library.</summary>
    public QualityType? Type { get; init; }

    /// <summary>The library metric.</summary>
    public QualityMetric? Metric { get; init; }

    /// <summary>Deprecated name of <see cref="Metric"/>; refused with a hint.</summary>
    public string? Rule { get; init; }

    /// <summary>Arguments of the metric.</summary>
    public QualityArguments? Arguments { get; init; }

    /// <summary>The measure equals this: a number, or true or false for SQL.</summary>
    public object? MustBe { get; init; }

    /// <summary>The measure differs from this.</summary>
    public object? MustNotBe { get; init; }

    /// <summary>The measure is greater.</summary>
    public decimal? MustBeGreaterThan { get; init; }

    /// <summary>The measure is greater or equal.</summary>
    public decimal? MustBeGreaterOrEqualTo { get; init; }

    /// <summary>The measure is less.</summary>
    public decimal? MustBeLessThan { get; init; }

    /// <summary>The measure is less or equal.</summary>
    public decimal? MustBeLessOrEqualTo { get; init; }

    /// <summary>The measure lies between the two; by the standard's text both ends are excluded.</summary>
    public IReadOnlyList<decimal>? MustBeBetween { get; init; }

    /// <summary>The measure does not lie between the two: it equals an end or lies outside.</summary>
    public IReadOnlyList<decimal>? MustNotBeBetween { get; init; }

    /// <summary><c>rows</c> (default) or <c>percent</c> for library metrics; a mere label for SQL.</summary>
    public string? Unit { get; init; }

    /// <summary>The SQL text.</summary>
    public string? Query { get; init; }

    /// <summary>Engine of a custom rule.</summary>
    public string? Engine { get; init; }

    /// <summary>Text or settings of a custom rule, passed on as they are.</summary>
    public object? Implementation { get; init; }

    /// <summary>Quality dimension, long or two-letter name.</summary>
    public string? Dimension { get; init; }

    /// <summary>Such as <c>reconciliation</c>.</summary>
    public string? Method { get; init; }

    /// <summary>How much a failure matters, such as <c>error</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>Consequence of a failure.</summary>
    public string? BusinessImpact { get; init; }

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];

    /// <summary>Free tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Links to definitions.</summary>
    public IReadOnlyList<AuthoritativeDefinition> AuthoritativeDefinitions { get; init; } = [];

    /// <summary>Name of the scheduler; informative: rules run with the pipeline.</summary>
    public string? Scheduler { get; init; }

    /// <summary>The schedule; informative.</summary>
    public string? Schedule { get; init; }
}
