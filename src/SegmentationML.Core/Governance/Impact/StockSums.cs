namespace SegmentationML.Core.Governance.Impact;

/// <summary>Adds up stock and service of entities.</summary>
internal sealed class StockSums
{
    private double _unitsBefore;
    private double _unitsAfter;
    private double _valueBefore;
    private double _valueAfter;
    private (double Level, double Weight) _serviceBefore;
    private (double Level, double Weight) _serviceAfter;

    public void Add(in EntityChange change)
    {
        _unitsBefore += OrZero(change.Before.SafetyStock);
        _unitsAfter += OrZero(change.After.SafetyStock);
        _valueBefore += OrZero(change.Before.SafetyStock * change.UnitCost);
        _valueAfter += OrZero(change.After.SafetyStock * change.UnitCost);
        _serviceBefore = Weigh(_serviceBefore, change.Before.ServiceLevel, change.Value);
        _serviceAfter = Weigh(_serviceAfter, change.After.ServiceLevel, change.Value);
    }

    public StockImpact Result()
        => new(_unitsBefore, _unitsAfter, _valueBefore, _valueAfter, _serviceBefore.Level / _serviceBefore.Weight, _serviceAfter.Level / _serviceAfter.Weight);

    private static (double, double) Weigh((double Level, double Weight) sum, double level, double value)
        => double.IsNaN(level) ? sum : (sum.Level + (level * value), sum.Weight + value);

    private static double OrZero(double value) => double.IsNaN(value) ? 0 : value;
}
