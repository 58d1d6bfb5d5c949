namespace SegmentationML.Core.Segmentation;

/// <summary>Maps every combination of classes to one segment. A matrix exists only when each of its cells is resolved.</summary>
/// <remarks>The rules are read from the top: the first whose pattern fits decides a cell. A cell that none fits and a rule that decides no cell are problems, found before any entity is seen.</remarks>
public sealed class SegmentMatrix
{
    private readonly int[] _segmentOfCell;

    private SegmentMatrix(IReadOnlyList<ClassScheme> dimensions, IReadOnlyList<SegmentDefinition> segments, IReadOnlyList<SegmentRule> rules, int[] segmentOfCell)
    {
        Dimensions = dimensions;
        Segments = segments;
        Rules = rules;
        _segmentOfCell = segmentOfCell;
    }

    /// <summary>The dimensions, in the order of the patterns.</summary>
    public IReadOnlyList<ClassScheme> Dimensions { get; }

    /// <summary>The segments by segment index.</summary>
    public IReadOnlyList<SegmentDefinition> Segments { get; }

    /// <summary>The rules, first match first.</summary>
    public IReadOnlyList<SegmentRule> Rules { get; }

    /// <summary>Number of cells: the product of the numbers of classes.</summary>
    public int Cells => _segmentOfCell.Length;

    /// <summary>Builds a matrix, or throws all that is wrong with it.</summary>
    /// <param name="dimensions">The dimensions, at least one.</param>
    /// <param name="segments">The segments that rules may name.</param>
    /// <param name="rules">First match decides.</param>
    public static SegmentMatrix Create(IReadOnlyList<ClassScheme> dimensions, IReadOnlyList<SegmentDefinition> segments, IReadOnlyList<SegmentRule> rules)
    {
        var compiler = new SegmentMatrixCompiler(dimensions, segments, rules);
        ProblemException.ThrowIfAny(compiler.Problems);
        return new SegmentMatrix([.. dimensions], [.. segments], [.. rules], compiler.SegmentOfCell);
    }

    /// <summary>Everything that is wrong with a matrix: wrong rules, dead rules, unresolved cells; empty when it can be created.</summary>
    public static IReadOnlyList<Problem> Validate(IReadOnlyList<ClassScheme> dimensions, IReadOnlyList<SegmentDefinition> segments, IReadOnlyList<SegmentRule> rules)
        => new SegmentMatrixCompiler(dimensions, segments, rules).Problems;

    /// <summary>The matrix in which each class of one dimension is its own segment, such as clusters.</summary>
    /// <param name="dimension">The dimension; its class codes become segment codes and names.</param>
    public static SegmentMatrix EachClass(ClassScheme dimension)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        return Create(
            [dimension],
            [.. dimension.Codes.Select(code => new SegmentDefinition(code, code))],
            [.. dimension.Codes.Select(code => new SegmentRule([code], code))]);
    }

    /// <summary>Index of a segment code; -1 when it is not defined.</summary>
    public int IndexOf(string code)
    {
        for (var index = 0; index < Segments.Count; index++)
        {
            if (string.Equals(Segments[index].Code, code, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Segment index of a combination of class indices, one for each dimension.</summary>
    public int SegmentOf(ReadOnlySpan<byte> classes)
    {
        if (classes.Length != Dimensions.Count)
        {
            throw new ProblemException(SegmentationProblems.Mismatch($"The matrix has {Dimensions.Count} dimensions, but {classes.Length} classes were given."));
        }

        var cell = 0;
        for (var d = 0; d < classes.Length; d++)
        {
            cell = (cell * Dimensions[d].Codes.Count) + classes[d];
        }

        return _segmentOfCell[cell];
    }

    /// <summary>Segment index of a cell; the last dimension runs fastest.</summary>
    public int SegmentOfCell(int cell) => _segmentOfCell[cell];

    /// <summary>How far the cell moves when a dimension's class index rises by one.</summary>
    internal int[] Strides()
    {
        var strides = new int[Dimensions.Count];
        var stride = 1;
        for (var d = strides.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= Dimensions[d].Codes.Count;
        }

        return strides;
    }

    /// <summary>Class codes of a cell, one for each dimension.</summary>
    public IReadOnlyList<string> CodesOf(int cell) => SegmentMatrixCompiler.CodesOf(Dimensions, cell);
}
