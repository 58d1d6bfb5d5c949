namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>The region that conditions leave open: an interval for each driver and a set of classes for each dimension. Two regions have a common point exactly when their intersection is not empty.</summary>
internal sealed class ConditionBox
{
    private readonly Dictionary<string, Range> _drivers;
    private readonly Dictionary<string, HashSet<string>> _classes;

    private ConditionBox(Dictionary<string, Range> drivers, Dictionary<string, HashSet<string>> classes)
    {
        _drivers = drivers;
        _classes = classes;
    }

    public static ConditionBox Everything { get; } = new(new(StringComparer.Ordinal), new(StringComparer.Ordinal));

    public bool IsEmpty => _drivers.Values.Any(r => r.IsEmpty) || _classes.Values.Any(c => c.Count == 0);

    public ConditionBox With(EntityCondition condition)
    {
        var drivers = new Dictionary<string, Range>(_drivers, StringComparer.Ordinal);
        foreach (var part in condition.Drivers)
        {
            drivers[part.Driver] = (drivers.TryGetValue(part.Driver, out var known) ? known : Range.All).With(part);
        }

        var classes = _classes.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        foreach (var part in condition.Classes)
        {
            var set = part.Codes.ToHashSet(StringComparer.Ordinal);
            if (classes.TryGetValue(part.Dimension, out var other))
            {
                set.IntersectWith(other);
            }

            classes[part.Dimension] = set;
        }

        return new ConditionBox(drivers, classes);
    }

    public override string ToString()
    {
        var parts = _drivers.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => d.Value.ToString(d.Key))
            .Concat(_classes.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} = {string.Join('|', c.Value.Order(StringComparer.Ordinal))}"));
        return string.Join(" and ", parts) is { Length: > 0 } text ? text : "any facts";
    }

    /// <summary>An interval with open or closed ends, less single values.</summary>
    private readonly record struct Range(double Low, bool LowOpen, double High, bool HighOpen, IReadOnlyList<double> Without)
    {
        public static Range All { get; } = new(double.NegativeInfinity, true, double.PositiveInfinity, true, []);

        public bool IsEmpty => Low > High || (Low == High && (LowOpen || HighOpen || Without.Contains(Low)));

        public Range With(DriverCondition condition) => condition.Comparison switch
        {
            Comparison.Below => Under(condition.Value, true),
            Comparison.AtMost => Under(condition.Value, false),
            Comparison.Equal => Under(condition.Value, false).Over(condition.Value, false),
            Comparison.NotEqual => this with { Without = [.. Without, condition.Value] },
            Comparison.AtLeast => Over(condition.Value, false),
            _ => Over(condition.Value, true),
        };

        public string ToString(string driver) => (double.IsInfinity(Low), double.IsInfinity(High)) switch
        {
            (true, true) => driver,
            (false, true) => $"{driver} {(LowOpen ? ">" : ">=")} {Low:R}",
            (true, false) => $"{driver} {(HighOpen ? "<" : "<=")} {High:R}",
            _ => Low == High ? $"{driver} = {Low:R}" : $"{driver} from {Low:R} to {High:R}",
        };

        private Range Under(double value, bool open)
            => value < High || (value == High && open) ? this with { High = value, HighOpen = open } : this;

        private Range Over(double value, bool open)
            => value > Low || (value == Low && open) ? this with { Low = value, LowOpen = open } : this;
    }
}
