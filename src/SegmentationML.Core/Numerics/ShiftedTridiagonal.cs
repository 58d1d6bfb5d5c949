namespace SegmentationML.Core.Numerics;

/// <summary>The factors of a matrix of three diagonals less a multiple of one, by elimination with partial pivoting; a view on scratch memory.</summary>
internal readonly ref struct ShiftedTridiagonal
{
    private readonly Span<double> _pivots;
    private readonly Span<double> _first;
    private readonly Span<double> _second;
    private readonly Span<double> _multipliers;
    private readonly Span<double> _swapped;

    /// <summary>Takes its memory.</summary>
    /// <param name="scratch">At least five times the stride of the order.</param>
    /// <param name="order">Number of rows.</param>
    public ShiftedTridiagonal(Span<double> scratch, int order)
    {
        var stride = SymmetricEigen.Stride(order);
        _pivots = scratch[..order];
        _first = scratch.Slice(stride, order);
        _second = scratch.Slice(2 * stride, order);
        _multipliers = scratch.Slice(3 * stride, order);
        _swapped = scratch.Slice(4 * stride, order);
    }

    /// <summary>Factors T − value: row i of the upper factor is (pivot, first, second) from column i on.</summary>
    /// <param name="diagonal">Of T.</param>
    /// <param name="subDiagonal">Of T; the last one 0.</param>
    /// <param name="value">The shift.</param>
    /// <param name="largest">Largest entry of T; a pivot lost to rounding is put at its rounding error.</param>
    public void Factor(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> subDiagonal, double value, double largest)
    {
        var order = _pivots.Length;
        var smallest = Math.Max(TridiagonalEigen.HalfUlp * largest, double.Epsilon);
        var pivot = diagonal[0] - value;
        var next = order > 1 ? subDiagonal[0] : 0;
        for (var i = 0; i + 1 < order; i++)
        {
            var below = subDiagonal[i];
            var belowDiagonal = diagonal[i + 1] - value;
            var belowNext = i + 2 < order ? subDiagonal[i + 1] : 0;
            var swap = Math.Abs(below) > Math.Abs(pivot);
            _swapped[i] = swap ? 1 : 0;
            if (swap)
            {
                (_pivots[i], _first[i], _second[i]) = (below, belowDiagonal, belowNext);
                var multiplier = pivot / below;
                _multipliers[i] = multiplier;
                (pivot, next) = (next - (multiplier * belowDiagonal), -multiplier * belowNext);
            }
            else
            {
                var safe = Math.Abs(pivot) < smallest ? smallest : pivot;
                (_pivots[i], _first[i], _second[i]) = (safe, next, 0);
                var multiplier = below / safe;
                _multipliers[i] = multiplier;
                (pivot, next) = (belowDiagonal - (multiplier * next), belowNext);
            }
        }

        (_pivots[^1], _first[^1], _second[^1]) = (Math.Abs(pivot) < smallest ? smallest : pivot, 0, 0);
    }

    /// <summary>Applies the row operations to a right side.</summary>
    public void Eliminate(Span<double> x)
    {
        for (var i = 0; i + 1 < x.Length; i++)
        {
            if (_swapped[i] != 0)
            {
                (x[i], x[i + 1]) = (x[i + 1], x[i]);
            }

            x[i + 1] -= _multipliers[i] * x[i];
        }
    }

    /// <summary>Solves the upper factor.</summary>
    public void BackSubstitute(Span<double> x)
    {
        for (var i = x.Length - 1; i >= 0; i--)
        {
            var one = i + 1 < x.Length ? _first[i] * x[i + 1] : 0;
            var two = i + 2 < x.Length ? _second[i] * x[i + 2] : 0;
            x[i] = (x[i] - one - two) / _pivots[i];
        }
    }
}
