namespace SegmentationML.Core.Governance.Impact;

/// <summary>Counts the entities whose parameter changes.</summary>
internal sealed class ParameterCount(string parameter)
{
    private long _changed;
    private long _raised;
    private long _lowered;

    /// <summary>Two numbers, NaN for none.</summary>
    public void Add(double before, double after)
    {
        if (before.Equals(after))
        {
            return;
        }

        _changed++;
        var rises = double.IsNaN(before) || after > before;
        _raised += rises ? 1 : 0;
        _lowered += rises ? 0 : 1;
    }

    /// <summary>Two texts, null for none.</summary>
    public void Add(string? before, string? after) => _changed += before == after ? 0 : 1;

    public ParameterChange Result() => new(parameter, _changed, _raised, _lowered);
}
