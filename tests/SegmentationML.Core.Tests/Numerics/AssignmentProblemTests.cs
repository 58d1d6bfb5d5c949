using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Numerics;

public sealed class AssignmentProblemTests
{
    [Fact]
    public void Solve_RandomSquares_EqualTheBestOfAllPermutations()
    {
        var random = new SplitMix64(31);
        for (var trial = 0; trial < 200; trial++)
        {
            var size = 1 + random.NextInt32(6);
            var cost = new double[size * size];
            for (var i = 0; i < cost.Length; i++)
            {
                cost[i] = trial % 2 == 0 ? random.NextInt32(4) : random.NextGaussian();
            }

            var columns = AssignmentProblem.Solve(cost, size);
            Assert.Equal(Enumerable.Range(0, size), columns.Order());
            Assert.Equal(Permutations(size).Min(permutation => Total(cost, size, permutation)), Total(cost, size, columns), 9);
        }
    }

    [Fact]
    public void Solve_Nothing_IsNothing() => Assert.Empty(AssignmentProblem.Solve([], 0));

    private static double Total(double[] cost, int size, IEnumerable<int> columns) => columns.Select((column, row) => cost[(row * size) + column]).Sum();

    private static IEnumerable<int[]> Permutations(int size)
        => size == 0 ? [[]] : Permutations(size - 1).SelectMany(rest => Enumerable.Range(0, size).Select(at => (int[])[.. rest[..at], size - 1, .. rest[at..]]));
}
