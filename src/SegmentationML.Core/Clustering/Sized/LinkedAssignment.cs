using SegmentationML.Core.Clustering.Hierarchical;

namespace SegmentationML.Core.Clustering.Sized;

/// <summary>Rows to clusters at the least total cost under links: rows that must share a cluster move as one; those that must not are assigned together, by branch and bound.</summary>
/// <remarks>Wagstaff, Cardie, Rogers and Schroedl (2001), ICML, 577-584, set the problem; here each connected group of links is solved exactly, up to a limit of steps after which the best found so far is taken.</remarks>
internal sealed class LinkedAssignment
{
    private const int MostSteps = 200_000;
    private const int MostStepsWithoutAny = 20_000_000;
    private readonly int _clusters;
    private readonly Func<int, string> _nameOf;
    private readonly int[] _groupOf;
    private readonly int[] _firstRow;
    private readonly List<int>[] _parted;
    private readonly int[][] _components;
    private readonly int[] _labels;
    private readonly double[] _cost;

    /// <summary>Takes the links; those that contradict each other are refused with the rows' names.</summary>
    public LinkedAssignment(int rows, int clusters, IReadOnlyList<RowPair> must, IReadOnlyList<RowPair> cannot, IReadOnlyList<string>? names)
    {
        _clusters = clusters;
        _nameOf = row => names is null ? $"{row}" : $"'{names[row]}'";
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
        _components = Components(groups, cannot);
        _labels = new int[groups];
        _cost = new double[groups * clusters];
    }

    /// <summary>Cluster by row.</summary>
    /// <param name="cost">Shape (rows x clusters).</param>
    /// <param name="cancellationToken">Stops between groups of links.</param>
    public int[] Solve(double[] cost, CancellationToken cancellationToken)
    {
        Array.Clear(_cost);
        for (var i = 0; i < cost.Length; i++)
        {
            _cost[(_groupOf[i / _clusters] * _clusters) + (i % _clusters)] += cost[i];
        }

        foreach (var component in _components)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var best = component.Length == 1 ? [Order(component[0])[0]] : Branch(component);
            for (var i = 0; i < component.Length; i++)
            {
                _labels[component[i]] = best[i];
            }
        }

        return Array.ConvertAll(_groupOf, group => _labels[group]);
    }

    /// <summary>Groups that cannot-links connect, those with the most links first.</summary>
    private int[][] Components(int groups, IReadOnlyList<RowPair> cannot)
    {
        var connected = new RowGroups(groups);
        foreach (var pair in cannot)
        {
            var (a, b) = (_groupOf[pair.First], _groupOf[pair.Second]);
            if (a == b)
            {
                throw new ProblemException(ClusteringProblems.Links($"rows {_nameOf(pair.First)} and {_nameOf(pair.Second)} must not share a cluster, but must-links tie them together"));
            }

            _parted[a].Add(b);
            _parted[b].Add(a);
            connected.Join(a, b);
        }

        return [.. Enumerable.Range(0, groups).GroupBy(connected.Of).Select(component => component.OrderByDescending(group => _parted[group].Count).ThenBy(group => group).ToArray())];
    }

    /// <summary>The cheapest clusters of a component's groups that keep all links: depth first, the cheapest cluster first, cut where even the cheapest rest costs too much.</summary>
    private int[] Branch(int[] component)
    {
        var order = Array.ConvertAll(component, Order);
        var rest = new double[component.Length + 1];
        for (var i = component.Length - 1; i >= 0; i--)
        {
            rest[i] = rest[i + 1] + CostOf(component[i], order[i][0]);
        }

        var (next, spent, own, best) = (new int[component.Length], new double[component.Length + 1], new Dictionary<int, int>(), Array.Empty<int>());
        var least = double.PositiveInfinity;
        var steps = 0;
        for (var place = 0; place >= 0;)
        {
            own.Remove(place < component.Length ? component[place] : -1);
            if (place == component.Length)
            {
                (best, least) = ([.. component.Select(group => own[group])], spent[place]);
                place--;
            }
            else if (next[place] == _clusters || spent[place] + CostOf(component[place], order[place][next[place]]) + rest[place + 1] >= least || (steps > MostSteps && best.Length > 0))
            {
                next[place--] = 0;
            }
            else
            {
                var cluster = order[place][next[place]++];
                steps++;
                if (!_parted[component[place]].Exists(other => own.TryGetValue(other, out var taken) && taken == cluster))
                {
                    own[component[place]] = cluster;
                    spent[place + 1] = spent[place] + CostOf(component[place], cluster);
                    place++;
                }
                else if (steps > MostStepsWithoutAny)
                {
                    break;
                }
            }
        }

        return best.Length > 0 ? best : throw Infeasible(component, steps > MostStepsWithoutAny);
    }

    private ProblemException Infeasible(int[] component, bool gaveUp) => new(ClusteringProblems.Links(
        $"rows {string.Join(", ", component.Take(10).Select(group => _nameOf(_firstRow[group])))}{(component.Length > 10 ? " and more" : "")} {(gaveUp ? $"could not be parted by {_clusters} clusters in {MostStepsWithoutAny} steps" : $"cannot be parted as asked by {_clusters} clusters")}"));

    private double CostOf(int group, int cluster) => _cost[(group * _clusters) + cluster];

    /// <summary>Clusters by cost, of equal ones the lowest first.</summary>
    private int[] Order(int group)
    {
        var (costs, order) = (_cost.AsSpan(group * _clusters, _clusters).ToArray(), new int[_clusters]);
        for (var c = 0; c < _clusters; c++)
        {
            order[c] = c;
        }

        Array.Sort(order, (a, b) => costs[a].CompareTo(costs[b]) is not 0 and var by ? by : a.CompareTo(b));
        return order;
    }
}
