using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Clustering;

/// <summary>The smallest changes of one driver that move an entity to another cluster, in the driver's own unit: what a planner can act on.</summary>
/// <remarks>
/// All other drivers stay as they are. By nearest centre the boundaries are exact: along one prepared driver the difference of the squared distances to two centres is linear, so it is zero at
/// t = (d2² - d1²) / (2 (c2 - c1)). By other rules the driver is moved in even steps to its learnt limits, and the first step that changes the cluster is halved until the boundary is found: exact but for
/// clusters thinner than a step. A change beyond the limits of winsorising changes nothing and is not listed, nor is a driver whose value is not known, is a name, or was treated for zeros and is zero.
/// </remarks>
public sealed class DriverReach
{
    private const int Steps = 40;
    private const int Halvings = 30;
    private const double Far = 6;
    private readonly FeatureTable _table;
    private readonly ClusterModel _model;
    private readonly PointTable _points;
    private readonly int[] _positionOf;
    private readonly int[] _classOf;
    private readonly int _noise;
    private readonly (int Feature, int Start)[] _drivers;
    private readonly double[]? _centres;
    private readonly ThreadLocal<Trial>? _trials;

    /// <summary>Prepares the rows.</summary>
    /// <param name="table">The features of all entities, in the fit's order.</param>
    /// <param name="model">The fitted clustering.</param>
    /// <param name="classOf">Class index by cluster of the fit.</param>
    /// <param name="noise">Class index of what is in no cluster.</param>
    public DriverReach(FeatureTable table, ClusterModel model, IReadOnlyList<int> classOf, int noise)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(classOf);
        (_table, _model, _classOf, _noise) = (table, model, [.. classOf], noise);
        var active = model.Preparation.ActiveRows(table);
        _positionOf = new int[table.Rows];
        Array.Fill(_positionOf, -1);
        for (var position = 0; position < active.Length; position++)
        {
            _positionOf[table.RowAt(active[position])] = position;
        }

        _points = model.Preparation.Apply(active.Length == table.Rows ? table : table.Only(active));
        _drivers = [.. Starts(model.Preparation)];
        _centres = model.Rule is NearestCentreRule centres ? centres.Centres : null;
        _trials = _centres is null ? new ThreadLocal<Trial>(() => new Trial(_points, model.Rule.Scorer())) : null;
    }

    /// <summary>Names of the features, in the order in which crossings name them.</summary>
    public IReadOnlyList<string> Names => _table.Names;

    /// <summary>The most crossings of one entity: two a driver.</summary>
    public int MaximumCrossings => 2 * _drivers.Length;

    /// <summary>One feature of all entities, in its own unit.</summary>
    /// <param name="feature">Index of the feature.</param>
    public double[] Values(int feature)
    {
        var values = new double[_table.Rows];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = _table.Values[((long)row * _table.Columns) + feature];
        }

        return values;
    }

    /// <summary>Lists the nearest boundary of each driver upwards and downwards; the relative margin is the change in the driver's prepared unit, its spread.</summary>
    /// <param name="entity">Row in the caller's order.</param>
    /// <param name="own">Its class.</param>
    /// <param name="crossings">Receives them.</param>
    /// <returns>How many were written.</returns>
    public int CrossingsOf(int entity, byte own, Span<Crossing> crossings)
    {
        var count = 0;
        var cluster = Array.IndexOf(_classOf, own);
        if (_positionOf[entity] < 0 || (cluster < 0 && (_centres is not null || own != _noise)))
        {
            return 0;
        }

        foreach (var (feature, start) in _drivers)
        {
            var raw = _table.Values[((long)entity * _table.Columns) + feature];
            var learnt = _model.Preparation.Features[feature];
            if (double.IsNaN(raw) || (learnt.Hurdle is not null && !(raw > 0)))
            {
                continue;
            }

            foreach (var direction in (ReadOnlySpan<int>)[1, -1])
            {
                var (shift, beyond) = _centres is null ? Search(_positionOf[entity], start, direction, learnt) : Exact(_positionOf[entity], start, direction, cluster);
                var target = beyond < -1 ? double.NaN : learnt.Restore(_points.Row(_positionOf[entity])[start] + shift);
                if (!double.IsNaN(target))
                {
                    crossings[count++] = new Crossing(feature, (byte)(beyond < 0 ? _noise : _classOf[beyond]), target, Math.Abs(target - raw), Math.Abs(shift));
                }
            }
        }

        return count;
    }

    private static IEnumerable<(int Feature, int Start)> Starts(FittedPreparation preparation)
    {
        var start = 0;
        for (var feature = 0; feature < preparation.Features.Count; feature++)
        {
            if (preparation.Features[feature].CanRestore)
            {
                yield return (feature, start);
            }

            start += preparation.Features[feature].Dimensions;
        }
    }

    /// <summary>The first plane halfway between the own centre and another that is met along one driver; -2 when there is none.</summary>
    private (double Shift, int Beyond) Exact(int position, int start, int direction, int own)
    {
        var point = _points.Row(position);
        var dimensions = point.Length;
        var (nearest, beyond, steepest) = (double.PositiveInfinity, -2, 0.0);
        var mine = Squared(point, own * dimensions);
        for (var other = 0; other < _model.Clusters; other++)
        {
            var slope = 2 * (_centres![(other * dimensions) + start] - _centres[(own * dimensions) + start]) * direction;
            if (other == own || !(slope > 0))
            {
                continue;
            }

            var distance = Math.Max(0, Squared(point, other * dimensions) - mine) / slope;
            if (distance < nearest || (distance == nearest && slope > steepest))
            {
                (nearest, beyond, steepest) = (distance, other, slope);
            }
        }

        return (direction * nearest, beyond);
    }

    private double Squared(ReadOnlySpan<double> point, int start)
    {
        var sum = 0.0;
        for (var d = 0; d < point.Length; d++)
        {
            var gap = point[d] - _centres![start + d];
            sum += gap * gap;
        }

        return sum;
    }

    private (double Shift, int Beyond) Search(int position, int start, int direction, FittedFeature learnt)
    {
        var trial = _trials!.Value!;
        var own = trial.Load(position);
        var from = _points.Row(position)[start];
        var limit = learnt.PreparedLimit(direction);
        var reach = double.IsFinite(limit) ? Math.Max(0, direction * (limit - from)) : Far;
        var before = 0.0;
        for (var step = 1; step <= Steps && reach > 0; step++)
        {
            var shift = reach * step / Steps;
            var beyond = trial.At(start, from + (direction * shift));
            if (beyond != own)
            {
                for (var halving = 0; halving < Halvings; halving++)
                {
                    var middle = (before + shift) / 2;
                    var there = trial.At(start, from + (direction * middle));
                    (before, shift, beyond) = there == own ? (middle, shift, beyond) : (before, middle, there);
                }

                return (direction * shift, beyond);
            }

            before = shift;
        }

        return (0, -2);
    }

    /// <summary>One point that is moved about, with a scorer of its own.</summary>
    private sealed class Trial(PointTable points, IRowScorer scorer)
    {
        private readonly PointTable _one = points.Only([0]);
        private readonly int[] _codes = points.Categories is null ? [] : new int[points.Categories.Columns];
        private PointTable? _at;

        public int Load(int position)
        {
            points.Row(position).CopyTo(_one.Values);
            _at = points.Categories is null ? _one : new PointTable(_one.Values, _one.Dimensions, points.Categories with { Codes = Codes(position) });
            return scorer.Score(_at, 0).Label;
        }

        public int At(int dimension, double value)
        {
            var kept = _one.Values[dimension];
            _one.Values[dimension] = value;
            var label = scorer.Score(_at!, 0).Label;
            _one.Values[dimension] = kept;
            return label;
        }

        private int[] Codes(int position)
        {
            points.Categories!.Row(position).CopyTo(_codes);
            return _codes;
        }
    }
}
