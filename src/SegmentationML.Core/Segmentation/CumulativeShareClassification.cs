namespace SegmentationML.Core.Segmentation;

/// <summary>Classes by cumulative share, with the exact values at which each entity would change its class.</summary>
/// <remarks>
/// A boundary is the value that the entity itself would have to reach, all other entities as they are (the total moves with it). At or above the boundary of a gain it has a better class when the boundary is another
/// entity's value, just above it otherwise; below the boundary of a loss it has a worse class. R, N and U have no boundary, nor has an entity that alone has a positive value.
/// </remarks>
public sealed class CumulativeShareClassification : Classification
{
    private readonly TieGroups _groups;
    private readonly double[] _shares;
    private readonly double[] _cuts;
    private readonly ShareBoundaries _boundaries;

    internal CumulativeShareClassification(CumulativeShareOptions options, Driver driver, TieGroups groups, double[] shares, byte[] classes, ShareBoundaries boundaries)
        : base(options.Scheme(), classes, [driver])
    {
        Options = options;
        _groups = groups;
        _shares = shares;
        _cuts = [.. options.Cuts];
        _boundaries = boundaries;
    }

    /// <summary>The cuts and codes that were used.</summary>
    public CumulativeShareOptions Options { get; }

    /// <summary>Sum of the positive values.</summary>
    public double Total => _groups.Total;

    /// <summary>Sum of the negative values, zero or below: it is in no share. Compare it with <see cref="Total"/> before trusting the classes.</summary>
    public double NegativeTotal => _groups.Negative;

    /// <inheritdoc/>
    public override int MaximumCrossings => 2;

    /// <summary>Share of the groups strictly before the entity's own, in [0, 1); NaN when its value is not positive.</summary>
    public double StartShareOf(int entity) => _groups.GroupOf[entity] < 0 ? double.NaN : _shares[_groups.GroupOf[entity]];

    /// <summary>Places further values among the classified entities, which stay as they are: the start share of a value is the sum of the larger values over the total (by items: their number). A value that one of them has gets that one's class and boundaries.</summary>
    /// <param name="values">One value each, as at the classifying.</param>
    /// <param name="deviations">Standard deviation of each in its own history; null when not known.</param>
    public Classification Place(double[] values, double[]? deviations = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        int[] groups = Array.ConvertAll(values, GroupAtOrBelow);
        byte[] classes = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            classes[i] = values[i] switch
            {
                > 0 => groups[i] < _groups.Count ? ClassOfGroup(groups[i]) : CutRule.CutsAtOrBelow(_cuts, 1),
                < 0 => (byte)Options.Classes.Count,
                0 => (byte)(Options.Classes.Count + 1),
                _ => (byte)(Options.Classes.Count + 2),
            };
        }

        return new BoundedClassification(Scheme, classes, [new Driver(Options.Driver, values, deviations)], 2, (entity, crossings) => values[entity] > 0 ? PlacedCrossings(values[entity], classes[entity], groups[entity], crossings) : 0);
    }

    private byte ClassOfGroup(int group) => CutRule.CutsAtOrBelow(_cuts, _shares[group]);

    /// <summary>The first group whose class is at least that one; classes rise from group to group.</summary>
    private int FirstGroupOf(int least)
    {
        var (low, high) = (0, _groups.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ClassOfGroup(middle) < least ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The first group whose value is not above; the number of groups when all are.</summary>
    private int GroupAtOrBelow(double value)
    {
        var (low, high) = (0, _groups.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _groups.Values[middle] > value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int PlacedCrossings(double value, byte own, int group, Span<Crossing> crossings)
    {
        if (group < _groups.Count && _groups.Values[group] == value)
        {
            return CrossingsOfGroup(group, crossings);
        }

        var count = 0;
        var better = FirstGroupOf(own) - 1;
        if (better >= 0)
        {
            crossings[count++] = Crossing.At(0, ClassOfGroup(better), _groups.Values[better], value);
        }

        var worse = FirstGroupOf(own + 1);
        if (worse < _groups.Count && worse > 0)
        {
            crossings[count++] = Crossing.At(0, ClassOfGroup(worse), _groups.Values[worse - 1], value);
        }

        return count;
    }

    /// <inheritdoc/>
    public override int CrossingsOf(int entity, Span<Crossing> crossings)
    {
        var group = _groups.GroupOf[entity];
        return group < 0 ? 0 : CrossingsOfGroup(group, crossings);
    }

    private int CrossingsOfGroup(int group, Span<Crossing> crossings)
    {
        var count = 0;
        var value = _groups.Values[group];
        if (_boundaries.GainClass[group] != ClassScheme.NoClass)
        {
            crossings[count++] = Crossing.At(0, _boundaries.GainClass[group], _boundaries.Gain[group], value);
        }

        if (_boundaries.LossClass[group] != ClassScheme.NoClass)
        {
            crossings[count++] = Crossing.At(0, _boundaries.LossClass[group], _boundaries.Loss[group], value);
        }

        return count;
    }
}
