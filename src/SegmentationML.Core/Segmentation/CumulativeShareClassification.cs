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
    private readonly ShareBoundaries _boundaries;

    internal CumulativeShareClassification(CumulativeShareOptions options, Driver driver, TieGroups groups, double[] shares, byte[] classes, ShareBoundaries boundaries)
        : base(options.Scheme(), classes, [driver])
    {
        Options = options;
        _groups = groups;
        _shares = shares;
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

    /// <inheritdoc/>
    public override int CrossingsOf(int entity, Span<Crossing> crossings)
    {
        var group = _groups.GroupOf[entity];
        if (group < 0)
        {
            return 0;
        }

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
