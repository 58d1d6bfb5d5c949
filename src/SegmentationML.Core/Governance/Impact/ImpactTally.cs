using SegmentationML.Core.Governance.Promotion;

namespace SegmentationML.Core.Governance.Impact;

/// <summary>Adds up what becomes of entities, one after the other: for more of them than are to be held at once.</summary>
/// <param name="rights">Tiers and key accounts.</param>
public sealed class ImpactTally(DecisionRights rights)
{
    private readonly HashSet<string> _keyAccounts = rights.KeyAccounts.ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _tiers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string? From, string? To), (long Entities, double Value, StockSums Stock)> _flows = [];
    private readonly StockSums _total = new();
    private readonly ParameterCount _segment = new("segment");
    private readonly ParameterCount _service = new("service_level");
    private readonly ParameterCount _safetyStock = new("safety_stock");
    private readonly ParameterCount _reorderPoint = new("reorder_point");
    private readonly ParameterCount _orderQuantity = new("order_quantity");
    private readonly ParameterCount _method = new("method");
    private readonly List<string> _moved = [];
    private readonly PriorityQueue<ImpactLoser, ImpactLoser> _losers = new(Comparer<ImpactLoser>.Create((a, b) => WorstFirst(b, a)));
    private long _common;
    private long _entered;
    private long _left;
    private long _uncosted;
    private long _loserCount;
    private double _value;
    private double _valueMoved;
    private long _movedCount;
    private int _tiersCrossed;

    /// <summary>Takes the next entity of either version; each comes once, in key order, which is the order of the sums.</summary>
    /// <param name="change">The entity.</param>
    public void Add(in EntityChange change)
    {
        _total.Add(change);
        AddFlow(change);
        _entered += change.From is null ? 1 : 0;
        _left += change.To is null ? 1 : 0;
        _uncosted += double.IsNaN(change.UnitCost) && (change.Before.SafetyStock > 0 || change.After.SafetyStock > 0) ? 1 : 0;
        if (_keyAccounts.Count > 0 && change.From is not null && change.From != change.To && _keyAccounts.Contains(change.Key))
        {
            _moved.Add(change.Key);
        }

        if (change.IsCommon)
        {
            AddCommon(change);
        }
    }

    /// <summary>The assessment of all that came; ask once.</summary>
    public ImpactAssessment Result()
    {
        var worst = new List<ImpactLoser>();
        while (_losers.TryDequeue(out var loser, out _))
        {
            worst.Insert(0, loser);
        }

        var size = new ChangeSize(_movedCount, _common == 0 ? 0 : (double)_movedCount / _common, _valueMoved, _value == 0 ? 0 : _valueMoved / _value, _tiersCrossed, _moved.Count);
        ImpactFlow[] flows = [.. _flows
            .OrderBy(f => f.Key.From is null).ThenBy(f => f.Key.From, StringComparer.Ordinal).ThenBy(f => f.Key.To is null).ThenBy(f => f.Key.To, StringComparer.Ordinal)
            .Select(f => new ImpactFlow(f.Key.From, f.Key.To, f.Value.Entities, f.Value.Value, f.Value.Stock.Result()))];
        ParameterCount[] parameters = [_segment, _service, _safetyStock, _reorderPoint, _orderQuantity, _method];
        return new ImpactAssessment(size, _common, _entered, _left, _value, _total.Result(), _uncosted, flows, [.. parameters.Select(p => p.Result())], _loserCount, worst, _moved);
    }

    private static int WorstFirst(ImpactLoser a, ImpactLoser b)
        => b.Loss.CompareTo(a.Loss) is not 0 and var loss ? loss
            : b.TiersFallen.CompareTo(a.TiersFallen) is not 0 and var tiers ? tiers
            : b.Value.CompareTo(a.Value) is not 0 and var value ? value
            : string.CompareOrdinal(a.Key, b.Key);

    private void AddFlow(in EntityChange change)
    {
        var key = (change.From, change.To);
        var (entities, value, stock) = _flows.TryGetValue(key, out var flow) ? flow : (0, 0, new StockSums());
        stock.Add(change);
        _flows[key] = (entities + 1, value + change.Value, stock);
    }

    private void AddCommon(in EntityChange change)
    {
        _common++;
        _value += change.Value;
        _segment.Add(change.From, change.To);
        _service.Add(change.Before.ServiceLevel, change.After.ServiceLevel);
        _safetyStock.Add(change.Before.SafetyStock, change.After.SafetyStock);
        _reorderPoint.Add(change.Before.ReorderPoint, change.After.ReorderPoint);
        _orderQuantity.Add(change.Before.OrderQuantity, change.After.OrderQuantity);
        _method.Add(change.Before.Method, change.After.Method);
        var fallen = 0;
        if (change.HasMoved)
        {
            _movedCount++;
            _valueMoved += change.Value;
            fallen = Tier(change.From!) is >= 0 and var before && Tier(change.To!) is >= 0 and var after ? after - before : 0;
            _tiersCrossed = Math.Max(_tiersCrossed, Math.Abs(fallen));
        }

        AddLoser(change, fallen);
    }

    private void AddLoser(in EntityChange change, int fallen)
    {
        var fall = OrZero(change.Before.ServiceLevel) - OrZero(change.After.ServiceLevel);
        if (!(fall > 0) && fallen <= 0)
        {
            return;
        }

        _loserCount++;
        var loser = new ImpactLoser(
            change.Key, change.From!, change.To!, change.Value, change.Before.ServiceLevel, change.After.ServiceLevel, change.Before.SafetyStock, change.After.SafetyStock, fallen, change.Value * Math.Max(0, fall));
        _losers.Enqueue(loser, loser);
        if (_losers.Count > ImpactAssessment.LosersNamed)
        {
            _losers.Dequeue();
        }
    }

    private int Tier(string segment)
    {
        if (!_tiers.TryGetValue(segment, out var tier))
        {
            _tiers[segment] = tier = rights.TierOf(segment);
        }

        return tier;
    }

    private static double OrZero(double value) => double.IsNaN(value) ? 0 : value;
}
