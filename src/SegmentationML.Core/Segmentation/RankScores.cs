namespace SegmentationML.Core.Segmentation;

/// <summary>Scores by rank with the exact values at which an entity's score would change, all other entities as they are.</summary>
/// <remarks>
/// With m(s) = ⌈n (s - 1) / k⌉ an entity has at least the score s exactly when at least m(s) of the others are smaller. So it gains s just above the m(s)-th smallest of the others, and falls below its
/// own score s at the m(s)-th smallest of them or under it.
/// </remarks>
internal sealed class RankScores
{
    private readonly double[] _sorted;
    private readonly int _scores;
    private readonly double _sign;

    public RankScores(ReadOnlySpan<double> values, int scores, bool lessIsBetter)
    {
        Values = values.ToArray();
        _scores = scores;
        _sign = lessIsBetter ? -1 : 1;
        _sorted = [.. Values.Where(v => !double.IsNaN(v)).Select(v => _sign * v).Order()];
        ScoreOf = Array.ConvertAll(Values, v => double.IsNaN(v) ? 0 : ScoreAt(Smaller(_sign * v)));
    }

    private RankScores(RankScores among, double[] values)
    {
        (_sorted, _scores, _sign, Values) = (among._sorted, among._scores, among._sign, values);
        ScoreOf = Array.ConvertAll(values, v => double.IsNaN(v) || _sorted.Length == 0 ? 0 : Math.Min(_scores, ScoreAt(Smaller(_sign * v))));
    }

    /// <summary>Further values among these, which stay as they are.</summary>
    public RankScores Place(double[] values) => new(this, values);

    public double[] Values { get; }

    /// <summary>Score by entity, from 1; 0 when its value is not known.</summary>
    public int[] ScoreOf { get; }

    /// <summary>The boundary of the next better score that can be reached; null at the best.</summary>
    public (int Score, double Boundary)? Gain(int entity)
    {
        var score = ScoreOf[entity];
        if (score == 0 || score == _scores || Needed(score + 1) >= _sorted.Length)
        {
            return null;
        }

        // Those that are needed below it are others: the entity itself stands among the smaller ones now.
        var boundary = _sorted[Needed(score + 1)];
        return (ScoreAt(NotAbove(boundary) - 1), _sign * boundary);
    }

    /// <summary>The boundary of the next worse score; null at the worst.</summary>
    public (int Score, double Boundary)? Loss(int entity)
    {
        var score = ScoreOf[entity];
        if (score <= 1)
        {
            return null;
        }

        var boundary = _sorted[Needed(score) - 1];
        return (ScoreAt(Smaller(boundary)), _sign * boundary);
    }

    /// <summary>How many others must be smaller for a score.</summary>
    private int Needed(int score) => (int)((((long)_sorted.Length * (score - 1)) + _scores - 1) / _scores);

    private int ScoreAt(int smaller) => 1 + (int)((long)_scores * smaller / _sorted.Length);

    private int Smaller(double value)
    {
        var index = Array.BinarySearch(_sorted, value);
        if (index < 0)
        {
            return ~index;
        }

        var (low, high) = (0, index);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int NotAbove(double value)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
