namespace SegmentationML.Core.Forecasting;

/// <summary>Buffers that one thread keeps between series, so that a forecast allocates nothing once they have grown to the longest series.</summary>
/// <remarks>Not safe for two threads at once. A buffer's content is undefined until it is written.</remarks>
public sealed class ForecastWorkspace
{
    private readonly double[][] _buffers = [.. Enum.GetValues<WorkspaceSlot>().Select(static _ => Array.Empty<double>())];

    private readonly Dictionary<Type, object> _kept = [];

    /// <summary>The one object of its kind that this workspace keeps; its content is that of its last user.</summary>
    internal T Keep<T>()
        where T : class, new()
    {
        if (!_kept.TryGetValue(typeof(T), out var kept))
        {
            _kept[typeof(T)] = kept = new T();
        }

        return (T)kept;
    }

    /// <summary>A buffer of at least the length asked for, cut to it; valid until the slot is rented again.</summary>
    /// <param name="slot">What it is for.</param>
    /// <param name="length">Number of values.</param>
    public Span<double> Rent(WorkspaceSlot slot, int length)
    {
        ref var buffer = ref _buffers[(int)slot];
        if (buffer.Length < length)
        {
            buffer = new double[Math.Max(length, Math.Min(Array.MaxLength, 2L * buffer.Length))];
        }

        return buffer.AsSpan(0, length);
    }
}
