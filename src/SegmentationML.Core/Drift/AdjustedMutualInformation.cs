using MathNet.Numerics;

namespace SegmentationML.Core.Drift;

/// <summary>Agreement of two partitions by information, corrected for chance: 1 when equal up to names, about 0 for unrelated ones.</summary>
/// <remarks>Vinh, Epps and Bailey (2010), JMLR 11, 2837-2854: (I - E[I]) / (mean of both entropies - E[I]), E under the hypergeometric model; the arithmetic mean, as scikit-learn's default. 1 when both partitions are trivial in the same way.</remarks>
public static class AdjustedMutualInformation
{
    /// <summary>Compares two labellings of the same entities; any label is a group of its own.</summary>
    /// <param name="first">One label an entity.</param>
    /// <param name="second">One label an entity, in the same order.</param>
    public static double Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.Length != second.Length)
        {
            throw new ProblemException(DriftProblems.Lengths("The labellings", first.Length, second.Length));
        }

        var cells = new SortedDictionary<(int, int), int>();
        var rows = new SortedDictionary<int, int>();
        var columns = new SortedDictionary<int, int>();
        for (var i = 0; i < first.Length; i++)
        {
            cells[(first[i], second[i])] = cells.GetValueOrDefault((first[i], second[i])) + 1;
            rows[first[i]] = rows.GetValueOrDefault(first[i]) + 1;
            columns[second[i]] = columns.GetValueOrDefault(second[i]) + 1;
        }

        if (rows.Count == columns.Count && (rows.Count <= 1 || rows.Count == first.Length))
        {
            return 1;
        }

        var count = first.Length;
        double n = count;
        var information = cells.Sum(cell => cell.Value / n * Math.Log(n * cell.Value / ((double)rows[cell.Key.Item1] * columns[cell.Key.Item2])));
        var expected = rows.Values.Sum(a => columns.Values.Sum(b => Expected(a, b, count)));
        var most = (Entropy(rows.Values, n) + Entropy(columns.Values, n)) / 2;
        return most == expected ? 1 : (information - expected) / (most - expected);
    }

    private static double Entropy(IEnumerable<int> sizes, double n) => -sizes.Sum(size => size / n * Math.Log(size / n));

    private static double Expected(int a, int b, int n)
    {
        var sum = 0.0;
        var constant = LogFactorial(a) + LogFactorial(b) + LogFactorial(n - a) + LogFactorial(n - b) - LogFactorial(n);
        for (var overlap = Math.Max(1, a + b - n); overlap <= Math.Min(a, b); overlap++)
        {
            var log = constant - LogFactorial(overlap) - LogFactorial(a - overlap) - LogFactorial(b - overlap) - LogFactorial(n - a - b + overlap);
            sum += (double)overlap / n * Math.Log((double)n * overlap / ((double)a * b)) * Math.Exp(log);
        }

        return sum;
    }

    private static double LogFactorial(int n) => SpecialFunctions.FactorialLn(n);
}
