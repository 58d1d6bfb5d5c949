namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>Holds the classes of one draft's entities within the band.</summary>
internal sealed class HysteresisJob
{
    private readonly SegmentDraft _draft;
    private readonly double[] _bands;
    private readonly int[] _firstDriver;
    private readonly Crossing[] _crossings;
    private readonly byte[] _cell;

    public HysteresisJob(SegmentDraft draft, double[] bands)
    {
        _draft = draft;
        _bands = bands;
        _crossings = new Crossing[draft.Classifications.Max(c => c.MaximumCrossings)];
        _cell = new byte[bands.Length];
        _firstDriver = new int[bands.Length];
        for (var d = 1; d < bands.Length; d++)
        {
            _firstDriver[d] = _firstDriver[d - 1] + draft.Classifications[d - 1].Drivers.Count;
        }
    }

    public void Hold(int entity)
    {
        var held = new List<string>();
        ReleasePoint? nearest = null;
        for (var d = 0; d < _bands.Length; d++)
        {
            _cell[d] = _draft.Classifications[d].Classes[entity];
            if (_bands[d] > 0 && Crossing(entity, d) is { } crossing)
            {
                _draft.Classes[d][entity] = _cell[d] = crossing.ClassBeyond;
                held.Add(_draft.Classifications[d].Scheme.Name);
                var release = ReleasePoint.Of(_draft.Classifications[d].Drivers[crossing.Driver], _firstDriver[d] + crossing.Driver, entity, crossing, _bands[d]);
                nearest = nearest is { } other && other.Relative <= release.Relative ? other : release;
            }
        }

        if (nearest is { } point)
        {
            var segment = _draft.Matrix.SegmentOf(_cell);
            if (segment != _draft.Model.Segment[entity])
            {
                _draft.Move(entity, segment, SegmentDecision.Hysteresis, string.Join('+', held));
                _draft.Release[entity] = point;
            }
        }
    }

    /// <summary>The boundary that lies between the entity and its former class, passed by less than the band; null when there is none.</summary>
    private Crossing? Crossing(int entity, int dimension)
    {
        var classification = _draft.Classifications[dimension];
        var (own, former) = (classification.Classes[entity], _draft.Previous.Classes[dimension][entity]);
        return former == own || former == ClassScheme.NoClass ? null : classification.CrossingTowards(entity, former, _bands[dimension], _crossings);
    }
}
