using SegmentationML.Core.Clustering.Hierarchical;

namespace SegmentationML.Core.Clustering.Sized;

/// <summary>Rows to clusters at the least total cost under links: rows that must share a cluster move as one; those that must not are assigned together, by branch and bound.</summary>
/// <remarks>Wagstaff, Cardie, Rogers and Schroedl (2001), ICML, 577-584, set the problem; here each connected group of links is solved exactly, up to a limit of steps after which the best found so far is taken.</remarks>
internal sealed class LinkedAssignment
{
    private const int MostSteps = 200_000;
    private readonly int _clusters;
    private readonly int[] _groupOf;
    private readonly int[] _firstRow;
    private readonly List<int>[] _parted;
    private readonly int[][] _components;
    private double[] _cost = [];
    private int[] _labels = [];
    private int[] _solved = [];
    private int[] _best = [];
    private double _least;
    private int _steps;

    /// <summary>Takes the links; those that contradict each other are refused with the rows' names.</summary>
    public LinkedAssignment(int rows, int clusters, IReadOnlyList<RowPair> must, IReadOnlyList<RowPair> cannot)
    {
        _clusters = clusters;
        foreach (var pair in must.Concat(cannot).Where(pair => pair.First < 0 || pair.Second < 0 || pair.First >= rows || pair.Second >= rows || pair.First == pair.Second))
        {
            throw new ProblemException(ClusteringProblems.Links($"rows {pair.First} and {pair.Second} are no two of the {rows} rows"));
        }

        var joined = new RowGroups(rows);
        foreach (var pair in must)
        {
            joined.Join(pair.First, pair.Second);
        }

        _groupOf = joined.Numbered();
        var groups = _groupOf.Max() + 1;
        _firstRow = new int[groups];
        for (var row = rows - 1; row >= 0; row--)
        {
            _firstRow[_groupOf[row]] = row;
        }

        _parted = [.. Enumerable.Range(0, groups).Select(_ => new List<int>())];
        var connected = new RowGroups(groups);
        foreach (var pair in cannot)
        {
            var (a, b) = (_groupOf[pair.First], _groupOf[pair.Second]);
            if (a == b)
            {
                throw new ProblemException(ClusteringProblems.Links($"rows {pair.First} and {pair.Second} must not share a cluster, but must-links tie them together"));
            }

            _parted[a].Add(b);
            _parted[b].Add(a);
            connected.Join(a, b);
        }

        _components = [.. Enumerable.Range(0, groups).GroupBy(connected.Of).Select(component => component.OrderByDescending(group => _parted[group].Count).ThenBy(group => group).ToArray())];
    }

    /// <summary>Cluster by row.</summary>
    /// <param name="cost">Shape (rows x clusters).</param>
    public int[] Solve(double[] cost)
    {
        _cost = new double[_firstRow.Length * _clusters];
        for (var i = 0; i < cost.Length; i++)
        {
            _cost[(_groupOf[i / _clusters] * _clusters) + (i % _clusters)] += cost[i];
        }

        _labels = new int[_firstRow.Length];
        _solved = new int[_firstRow.Length];
        Array.Fill(_labels, -1);
        foreach (var component in _components)
        {
            (_best, _least, _steps) = ([], double.PositiveInfinity, 0);
            Branch(component, 0, 0, [.. component.Select(Cheapest)]);
            if (_best.Length == 0)
            {
                throw new ProblemException(ClusteringProblems.Links($"rows {string.Join(", ", component.Take(10).Select(group => _firstRow[group]))}{(component.Length > 10 ? " and more" : "")} cannot be parted as asked by {_clusters} clusters"));
            }

            for (var i = 0; i < component.Length; i++)
            {
                _solved[component[i]] = _best[i];
            }
        }

        return Array.ConvertAll(_groupOf, group => _solved[group]);
    }

    private double Cheapest(int group)
    {
        var least = double.PositiveInfinity;
        for (var c = 0; c < _clusters; c++)
        {
            least = Math.Min(least, _cost[(group * _clusters) + c]);
        }

        return least;
    }

    private void Branch(int[] component, int place, double spent, double[] cheapest)
    {
        if (place == component.Length)
        {
            (_best, _least) = ([.. component.Select(group => _labels[group])], spent);
            return;
        }

        var group = component[place];
        foreach (var cluster in Enumerable.Range(0, _clusters).OrderBy(c => _cost[(group * _clusters) + c]))
        {
            var total = spent + _cost[(group * _clusters) + cluster];
            if (total + cheapest[(place + 1)..].Sum() >= _least || (_steps > MostSteps && _best.Length > 0))
            {
                return;
            }

            if (!_parted[group].Exists(other => _labels[other] == cluster))
            {
                _steps++;
                _labels[group] = cluster;
                Branch(component, place + 1, total, cheapest);
                _labels[group] = -1;
            }
        }
    }
}
