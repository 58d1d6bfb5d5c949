namespace SegmentationML.Core.Segmentation;

/// <summary>One assignment of all entities, chunk by chunk; each entity is decided alone.</summary>
internal sealed class SegmenterJob
{
    private readonly Classification[] _dimensions;
    private readonly SegmentMatrix _matrix;
    private readonly EdgeCaseList _edgeCases;
    private readonly EntityFacts? _facts;
    private readonly int[] _strides;
    private readonly int[] _firstDriver;
    private readonly int[] _edgeSegments;
    private readonly int _maximumCrossings;

    public SegmenterJob(IReadOnlyList<Classification> dimensions, SegmentMatrix matrix, EdgeCaseList edgeCases, EntityFacts? facts)
    {
        _dimensions = [.. dimensions];
        _matrix = matrix;
        _edgeCases = edgeCases;
        _facts = edgeCases.Rules.Count > 0 ? facts : null;
        _strides = matrix.Strides();
        _maximumCrossings = dimensions.Max(dimension => dimension.MaximumCrossings);
        _firstDriver = FirstDrivers(dimensions);
        _edgeSegments = [.. edgeCases.Rules.Select(rule => matrix.IndexOf(rule.Segment))];
        Result = new SegmentAssignments(dimensions[0].Count, matrix.Segments, ReasonTable(), DriverList());
    }

    public SegmentAssignments Result { get; }

    public void Run(int from, int to)
    {
        Span<Crossing> crossings = new Crossing[_maximumCrossings];
        for (var entity = from; entity < to; entity++)
        {
            var cell = Cell(entity);
            var rule = _facts is null ? EdgeCaseList.NoCase : _edgeCases.RuleOf(_facts, entity);
            if (rule == EdgeCaseList.NoCase)
            {
                ByMatrix(entity, cell, crossings);
            }
            else
            {
                ByEdgeCase(entity, cell, rule);
            }
        }
    }

    private static int[] FirstDrivers(IReadOnlyList<Classification> dimensions)
    {
        var first = new int[dimensions.Count];
        for (var d = 1; d < first.Length; d++)
        {
            first[d] = first[d - 1] + dimensions[d - 1].Drivers.Count;
        }

        return first;
    }

    private int Cell(int entity)
    {
        var cell = 0;
        for (var d = 0; d < _dimensions.Length; d++)
        {
            cell += _strides[d] * _dimensions[d].Classes[entity];
        }

        return cell;
    }

    private void ByMatrix(int entity, int cell, Span<Crossing> crossings)
    {
        Result.Segment[entity] = _matrix.SegmentOfCell(cell);
        Result.Reason[entity] = cell;
        Clear(entity);
        for (var d = 0; d < _dimensions.Length; d++)
        {
            var own = _dimensions[d].Classes[entity];
            var count = _dimensions[d].CrossingsOf(entity, crossings);
            for (var c = 0; c < count; c++)
            {
                var beyond = _matrix.SegmentOfCell(cell + (_strides[d] * (crossings[c].ClassBeyond - own)));
                Consider(entity, d, crossings[c], beyond);
            }
        }
    }

    /// <summary>Keeps the crossing with the least relative margin that leads to another segment; of equal ones the first.</summary>
    private void Consider(int entity, int dimension, in Crossing crossing, int beyond)
    {
        var nearer = Result.SecondSegment[entity] == SegmentAssignments.None || crossing.RelativeMargin < Result.RelativeMargin[entity];
        if (beyond == Result.Segment[entity] || !nearer)
        {
            return;
        }

        Result.SecondSegment[entity] = beyond;
        Result.MarginDriver[entity] = _firstDriver[dimension] + crossing.Driver;
        Result.Boundary[entity] = crossing.Boundary;
        Result.Margin[entity] = crossing.Margin;
        Result.RelativeMargin[entity] = crossing.RelativeMargin;
        Result.MarginDeviations[entity] = _dimensions[dimension].Drivers[crossing.Driver].InDeviations(entity, crossing.Margin);
    }

    private void ByEdgeCase(int entity, int cell, byte index)
    {
        var rule = _edgeCases.Rules[index];
        var matrixSegment = _matrix.SegmentOfCell(cell);
        Clear(entity);
        Result.Segment[entity] = _edgeSegments[index];
        Result.Reason[entity] = _matrix.Cells + index;
        Result.Provisional[entity] = true;
        Result.SecondSegment[entity] = matrixSegment == _edgeSegments[index] ? SegmentAssignments.None : matrixSegment;
        if (rule.Case == EdgeCase.New)
        {
            Result.MarginDriver[entity] = Result.Drivers.Count - 1;
            Result.Boundary[entity] = rule.Limit;
            Result.Margin[entity] = rule.Limit - _facts!.ActivePeriods[entity];
            Result.RelativeMargin[entity] = Result.Margin[entity] / rule.Limit;
        }
    }

    private void Clear(int entity)
    {
        Result.SecondSegment[entity] = SegmentAssignments.None;
        Result.MarginDriver[entity] = SegmentAssignments.None;
        Result.Boundary[entity] = double.NaN;
        Result.Margin[entity] = double.NaN;
        Result.RelativeMargin[entity] = double.NaN;
        Result.MarginDeviations[entity] = double.NaN;
    }

    private string[] ReasonTable()
    {
        var reasons = new string[_matrix.Cells + _edgeCases.Rules.Count];
        for (var cell = 0; cell < _matrix.Cells; cell++)
        {
            var codes = _matrix.CodesOf(cell);
            reasons[cell] = string.Join(';', codes.Select((code, d) => $"{_matrix.Dimensions[d].Name}:{code}"));
        }

        for (var rule = 0; rule < _edgeCases.Rules.Count; rule++)
        {
            reasons[_matrix.Cells + rule] = _edgeCases.Rules[rule].Reason;
        }

        return reasons;
    }

    private List<Driver> DriverList()
    {
        var drivers = _dimensions.SelectMany(dimension => dimension.Drivers).ToList();
        if (_facts is not null)
        {
            drivers.Add(new Driver("active_periods", [.. _facts.ActivePeriods.Select(periods => (double)periods)]));
        }

        return drivers;
    }
}
