namespace SegmentationML.Core.Segmentation;

/// <summary>The class of every entity in one dimension, and how near each is to another class.</summary>
public abstract class Classification
{
    private readonly byte[] _classes;

    /// <summary>Takes over the classes of all entities.</summary>
    /// <param name="scheme">The classes.</param>
    /// <param name="classes">Class index per entity; owned by the classification from here on.</param>
    /// <param name="drivers">The numbers that decided.</param>
    protected Classification(ClassScheme scheme, byte[] classes, IReadOnlyList<Driver> drivers)
    {
        Scheme = scheme;
        _classes = classes;
        Drivers = drivers;
    }

    /// <summary>The classes.</summary>
    public ClassScheme Scheme { get; }

    /// <summary>The numbers that decided, in the order in which crossings name them.</summary>
    public IReadOnlyList<Driver> Drivers { get; }

    /// <summary>Class index per entity.</summary>
    public ReadOnlySpan<byte> Classes => _classes;

    /// <summary>Number of entities.</summary>
    public int Count => _classes.Length;

    /// <summary>The most crossings that one entity can have.</summary>
    public abstract int MaximumCrossings { get; }

    /// <summary>Lists the boundaries next to an entity, one for each driver and direction that can change its class.</summary>
    /// <param name="entity">Index of the entity.</param>
    /// <param name="crossings">Receives them; at least <see cref="MaximumCrossings"/> long.</param>
    /// <returns>How many were written.</returns>
    public abstract int CrossingsOf(int entity, Span<Crossing> crossings);

    /// <summary>Reason code of an entity, such as <c>ABC:A</c>.</summary>
    public string ReasonOf(int entity) => Scheme.Reasons[_classes[entity]];

    /// <summary>Number of entities by class index.</summary>
    public long[] Counts()
    {
        var counts = new long[Scheme.Codes.Count];
        foreach (var index in _classes)
        {
            counts[index]++;
        }

        return counts;
    }

    /// <summary>The boundary that lies between an entity and its former class, passed by less than a band; null when there is none.</summary>
    /// <param name="entity">Index of the entity.</param>
    /// <param name="former">The class that it had; another than its own.</param>
    /// <param name="band">Relative margin below which it is held.</param>
    /// <param name="crossings">Scratch; at least <see cref="MaximumCrossings"/> long.</param>
    internal virtual Crossing? CrossingTowards(int entity, byte former, double band, Span<Crossing> crossings)
    {
        var own = Classes[entity];
        var ordered = former < Scheme.Ordered && own < Scheme.Ordered;
        var count = CrossingsOf(entity, crossings);
        for (var c = 0; c < count; c++)
        {
            var beyond = crossings[c].ClassBeyond;
            var towards = ordered ? former < own ? beyond < own : beyond > own && beyond < Scheme.Ordered : beyond == former;
            if (towards && crossings[c].RelativeMargin < band)
            {
                return crossings[c];
            }
        }

        return null;
    }
}
