namespace SegmentationML.Core.Segmentation;

/// <summary>Reads the rules of a matrix into a table of cells and lists all that is wrong with them.</summary>
internal sealed class SegmentMatrixCompiler
{
    private const int MaximumCells = 1_000_000;
    private const int CellsListed = 20;
    private readonly List<Problem> _problems = [];
    private readonly IReadOnlyList<ClassScheme> _dimensions;
    private readonly IReadOnlyList<SegmentDefinition> _segments;

    public SegmentMatrixCompiler(IReadOnlyList<ClassScheme> dimensions, IReadOnlyList<SegmentDefinition> segments, IReadOnlyList<SegmentRule> rules)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(rules);
        _dimensions = dimensions;
        _segments = segments;
        CheckSegments();
        if (CheckDimensions())
        {
            Fill(rules);
        }
    }

    public IReadOnlyList<Problem> Problems => _problems;

    public int[] SegmentOfCell { get; private set; } = [];

    public static string[] CodesOf(IReadOnlyList<ClassScheme> dimensions, int cell)
    {
        var codes = new string[dimensions.Count];
        for (var d = codes.Length - 1; d >= 0; d--)
        {
            codes[d] = dimensions[d].Codes[cell % dimensions[d].Codes.Count];
            cell /= dimensions[d].Codes.Count;
        }

        return codes;
    }

    private void CheckSegments()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var segment in _segments)
        {
            if (string.IsNullOrWhiteSpace(segment.Code))
            {
                _problems.Add(SegmentationProblems.SegmentCode(segment.Code, "has no code"));
            }
            else if (!seen.Add(segment.Code))
            {
                _problems.Add(SegmentationProblems.SegmentCode(segment.Code, "is defined twice"));
            }
        }
    }

    private bool CheckDimensions()
    {
        var names = _dimensions.Select(dimension => dimension.Name).ToArray();
        var cells = _dimensions.Aggregate(1.0, (product, dimension) => product * dimension.Codes.Count);
        var why = names switch
        {
            [] => "are none",
            _ when names.Distinct(StringComparer.Ordinal).Count() < names.Length => $"are {string.Join(", ", names)}",
            _ when cells > MaximumCells => $"make {cells} cells",
            _ => null,
        };
        if (why is not null)
        {
            _problems.Add(SegmentationProblems.Dimensions(why));
        }

        return why is null;
    }

    private void Fill(IReadOnlyList<SegmentRule> rules)
    {
        var cells = new int[_dimensions.Aggregate(1, (product, dimension) => product * dimension.Codes.Count)];
        Array.Fill(cells, -1);
        for (var rule = 0; rule < rules.Count; rule++)
        {
            Apply(cells, rule, rules[rule]);
        }

        var unresolved = Enumerable.Range(0, cells.Length).Where(cell => cells[cell] < 0).ToArray();
        if (unresolved.Length > 0)
        {
            _problems.Add(SegmentationProblems.Unresolved([.. unresolved.Take(CellsListed).Select(cell => $"({string.Join(", ", CodesOf(_dimensions, cell))})")], unresolved.Length));
        }

        SegmentOfCell = cells;
    }

    private void Apply(int[] cells, int number, SegmentRule rule)
    {
        var segment = IndexOf(rule.Segment);
        if (segment < 0)
        {
            _problems.Add(SegmentationProblems.Rule(number, rule.ToString(), "names a segment that is not defined"));
            return;
        }

        if (Accepted(number, rule) is not { } accepted)
        {
            return;
        }

        var decided = 0;
        for (var cell = 0; cell < cells.Length; cell++)
        {
            if (cells[cell] < 0 && Fits(accepted, cell))
            {
                cells[cell] = segment;
                decided++;
            }
        }

        if (decided == 0)
        {
            _problems.Add(SegmentationProblems.DeadRule(number, rule.ToString()));
        }
    }

    /// <summary>Which classes of each dimension a rule takes; null after a problem.</summary>
    private bool[][]? Accepted(int number, SegmentRule rule)
    {
        if (rule.Pattern.Count != _dimensions.Count)
        {
            _problems.Add(SegmentationProblems.Rule(number, rule.ToString(), $"has {rule.Pattern.Count} entries for {_dimensions.Count} dimensions"));
            return null;
        }

        var accepted = new bool[_dimensions.Count][];
        var before = _problems.Count;
        for (var d = 0; d < accepted.Length; d++)
        {
            accepted[d] = new bool[_dimensions[d].Codes.Count];
            if (string.Equals(rule.Pattern[d], "*", StringComparison.Ordinal))
            {
                Array.Fill(accepted[d], true);
                continue;
            }

            foreach (var code in rule.Pattern[d].Split('|'))
            {
                Accept(number, rule, _dimensions[d], code, accepted[d]);
            }
        }

        return _problems.Count == before ? accepted : null;
    }

    private void Accept(int number, SegmentRule rule, ClassScheme dimension, string code, bool[] accepted)
    {
        var index = dimension.IndexOf(code);
        if (index < 0)
        {
            _problems.Add(SegmentationProblems.Rule(number, rule.ToString(), $"names '{code}', which is not a class of {dimension.Name} ({string.Join(", ", dimension.Codes)})"));
        }
        else
        {
            accepted[index] = true;
        }
    }

    private static bool Fits(bool[][] accepted, int cell)
    {
        for (var d = accepted.Length - 1; d >= 0; d--)
        {
            if (!accepted[d][cell % accepted[d].Length])
            {
                return false;
            }

            cell /= accepted[d].Length;
        }

        return true;
    }

    private int IndexOf(string segment)
    {
        for (var index = 0; index < _segments.Count; index++)
        {
            if (string.Equals(_segments[index].Code, segment, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }
}
