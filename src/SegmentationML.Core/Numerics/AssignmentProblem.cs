namespace SegmentationML.Core.Numerics;

/// <summary>The assignment of rows to columns with the least total cost.</summary>
/// <remarks>Kuhn (1955), the Hungarian method, in the form of shortest augmenting paths with potentials: cubic in the number of rows.</remarks>
public static class AssignmentProblem
{
    /// <summary>Solves a square problem.</summary>
    /// <param name="cost">Cost of giving column j to row i at i * size + j, finite.</param>
    /// <param name="size">Number of rows and of columns.</param>
    /// <returns>Column of each row. Of several optima always the same one.</returns>
    public static int[] Solve(ReadOnlySpan<double> cost, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (cost.Length != size * size)
        {
            throw new ArgumentException($"There are {cost.Length} costs for {size} x {size} pairs.", nameof(cost));
        }

        // One more row and column, numbered 0, where each path starts; the others count from 1.
        var rowPotential = new double[size + 1];
        var columnPotential = new double[size + 1];
        var rowOfColumn = new int[size + 1];
        var from = new int[size + 1];
        var least = new double[size + 1];
        var visited = new bool[size + 1];
        for (var row = 1; row <= size; row++)
        {
            Array.Fill(least, double.PositiveInfinity);
            Array.Clear(visited);
            rowOfColumn[0] = row;
            var column = 0;
            while (rowOfColumn[column] != 0)
            {
                visited[column] = true;
                column = Extend(cost, size, column, rowPotential, columnPotential, rowOfColumn, from, least, visited);
            }

            while (column != 0)
            {
                rowOfColumn[column] = rowOfColumn[from[column]];
                column = from[column];
            }
        }

        var columnOfRow = new int[size];
        for (var column = 1; column <= size; column++)
        {
            columnOfRow[rowOfColumn[column] - 1] = column - 1;
        }

        return columnOfRow;
    }

    /// <summary>Lengthens the shortest path by one column and shifts the potentials.</summary>
    private static int Extend(
        ReadOnlySpan<double> cost,
        int size,
        int column,
        double[] rowPotential,
        double[] columnPotential,
        int[] rowOfColumn,
        int[] from,
        double[] least,
        bool[] visited)
    {
        var row = rowOfColumn[column];
        var next = 0;
        var step = double.PositiveInfinity;
        for (var j = 1; j <= size; j++)
        {
            if (visited[j])
            {
                continue;
            }

            var reduced = cost[((row - 1) * size) + j - 1] - rowPotential[row] - columnPotential[j];
            if (reduced < least[j])
            {
                least[j] = reduced;
                from[j] = column;
            }

            (next, step) = least[j] < step ? (j, least[j]) : (next, step);
        }

        for (var j = 0; j <= size; j++)
        {
            if (visited[j])
            {
                rowPotential[rowOfColumn[j]] += step;
                columnPotential[j] -= step;
            }
            else
            {
                least[j] -= step;
            }
        }

        return next;
    }
}
