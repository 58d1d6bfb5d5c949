using System.Numerics.Tensors;
using SegmentationML.Core.Forecasting.Naive;

namespace SegmentationML.Core.Forecasting.Combination;

/// <summary>Several methods, each fitted on its own, their forecasts combined step by step.</summary>
/// <remarks>
/// Bates and Granger (1969), Operational Research Quarterly 20(4), 451-468; Petropoulos and Svetunkov (2020), International Journal of Forecasting 36(1), 110-115, for the median of four.
/// The error spread is that of the members combined in the same way, as if their errors went together: a little too wide.
/// </remarks>
public sealed class CombinationForecaster : IForecaster
{
    /// <summary>Observed buckets that have to lie before the first origin of the weighing.</summary>
    private const int LeastTraining = 8;

    private static readonly NaiveForecaster StandIn = new(new NaiveOptions());

    private readonly CombinationOptions _options;
    private readonly IForecaster[] _members;

    /// <summary>The combination with its options.</summary>
    /// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
    public CombinationForecaster(CombinationOptions options)
    {
        ProblemException.ThrowIfAny(options.Validate());
        _options = options;
        _members = [.. options.Members];
        Name = options.Name ?? $"combination-{options.Rule.ToString().ToLowerInvariant()}";
        ParameterNames = [.. _members.Select(static member => $"weight_{member.Name}")];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public AlgorithmOptions Options => _options;

    /// <inheritdoc/>
    public IReadOnlyList<string> ParameterNames { get; }

    /// <inheritdoc/>
    public DemandShape Shape => DemandShape.Smooth;

    /// <inheritdoc/>
    /// <remarks>That of the member which needs least; for members that need more than there is, the naive method stands in.</remarks>
    public int MinimumHistory(int season)
    {
        var least = int.MaxValue;
        foreach (var member in _members)
        {
            least = Math.Min(least, member.MinimumHistory(season));
        }

        return least;
    }

    /// <inheritdoc/>
    public bool KeepsParameters => Array.TrueForAll(_members, Keeps);

    /// <inheritdoc/>
    /// <remarks>The weights, and for each member the number of its own numbers and these.</remarks>
    public bool Accepts(ReadOnlySpan<double> fitted)
    {
        if (!KeepsParameters || fitted.Length < _members.Length || fitted.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            return false;
        }

        var rest = fitted[_members.Length..];
        foreach (var member in _members)
        {
            if (rest.Length == 0 || rest[0] < 0 || rest[0] > rest.Length - 1 || !(member.KeepsParameters ? member.Accepts(rest.Slice(1, (int)rest[0])) : rest[0] == 0))
            {
                return false;
            }

            rest = rest[(1 + (int)rest[0])..];
        }

        return rest.IsEmpty;
    }

    /// <inheritdoc/>
    public void Forecast(in DemandHistory history, Span<double> mean, ForecastWorkspace workspace)
    {
        var weights = Weights(history, mean.Length, workspace);
        var means = workspace.Rent(WorkspaceSlot.MemberMeans, _members.Length * mean.Length);
        for (var m = 0; m < _members.Length; m++)
        {
            Member(m, history).Forecast(history, means.Slice(m * mean.Length, mean.Length), workspace);
        }

        Combine(means, mean.Length, weights, mean);
    }

    /// <inheritdoc/>
    public void ForecastFrom(in DemandHistory history, ReadOnlySpan<int> origins, int horizon, Span<double> means, ForecastWorkspace workspace)
    {
        var first = history.Until(origins[0]);
        var weights = Weights(first, horizon, workspace);
        var length = origins.Length * horizon;
        var all = workspace.Rent(WorkspaceSlot.MemberMeans, _members.Length * length);
        for (var m = 0; m < _members.Length; m++)
        {
            Member(m, first).ForecastFrom(history, origins, horizon, all.Slice(m * length, length), workspace);
        }

        Combine(all, length, weights, means);
    }

    /// <inheritdoc/>
    public void ForecastWithErrors(in DemandHistory history, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
        var (steps, horizon, count) = (detail.StepSd.Length, detail.Mean.Length, _members.Length);
        var isFitted = detail.ParameterUse == ParameterUse.Fit;
        var weights = detail.ParameterUse == ParameterUse.Keep ? workspace.Rent(WorkspaceSlot.MemberWeights, 2 * count) : Weights(history, horizon, workspace);
        detail.Fitted[..(detail.ParameterUse == ParameterUse.Keep ? count : 0)].CopyTo(weights);
        var rest = isFitted ? [] : detail.Fitted[count..];
        var saved = detail.Saved is null ? null : new List<double>();
        detail.Saved?.AddRange(weights[..count]);
        var means = workspace.Rent(WorkspaceSlot.MemberMeans, count * horizon);
        var sds = workspace.Rent(WorkspaceSlot.MemberSds, count * (steps + 1));
        for (var m = 0; m < count; m++)
        {
            var member = Member(m, history);
            var parameters = workspace.Rent(WorkspaceSlot.MemberParameters, member.ParameterNames.Count);
            var fitted = rest.IsEmpty ? rest : rest.Slice(1, (int)rest[0]);
            var own = new ForecastDetail(means.Slice(m * horizon, horizon), sds.Slice(m * (steps + 1), steps), detail.LeadTime, parameters) { ParameterUse = detail.ParameterUse, Fitted = fitted, Saved = saved };
            member.ForecastFitted(history, ref own, workspace);
            rest = rest.IsEmpty ? rest : rest[(1 + fitted.Length)..];
            detail.Saved?.Add(saved!.Count);
            detail.Saved?.AddRange(saved!);
            sds[(m * (steps + 1)) + steps] = own.Spread.LeadTimeSd;
        }

        Combine(means, horizon, weights, detail.Mean);
        Span<double> both = sds[..(count * (steps + 1))];
        var combined = workspace.Rent(WorkspaceSlot.MemberParameters, steps + 1);
        Combine(both, steps + 1, weights, combined);
        combined[..steps].CopyTo(detail.StepSd);
        weights[..count].CopyTo(detail.Parameters);
        detail.Spread = new ErrorSpread(combined[0], combined[steps], 0);
    }

    /// <inheritdoc/>
    /// <remarks>The forecasts of the members.</remarks>
    public IReadOnlyList<ForecastComponent> Components(in DemandHistory history, int horizon, ForecastWorkspace workspace)
    {
        var components = new ForecastComponent[_members.Length];
        for (var m = 0; m < _members.Length; m++)
        {
            var values = new double[history.Length + horizon];
            values.AsSpan(0, history.Length).Fill(double.NaN);
            var member = Member(m, history);
            member.Forecast(history, values.AsSpan(history.Length), workspace);
            components[m] = new ForecastComponent(member == _members[m] ? member.Name : $"{member.Name} in place of {_members[m].Name}", IsFactor: false, values);
        }

        return components;
    }

    /// <summary>Whether a member can be carried on: by what it keeps, or because it fits nothing.</summary>
    private static bool Keeps(IForecaster member) => member.KeepsParameters || member.ParameterNames.Count == 0;

    /// <summary>A member, or the method that stands in where the history is too short for it.</summary>
    private IForecaster Member(int m, in DemandHistory history)
        => history.Length - (history.HasMissing ? Demand.DemandScan.CountMissing(history.Values) : 0) < _members[m].MinimumHistory(history.Season) ? StandIn : _members[m];

    /// <summary>The weights of the members, followed by room for one value of each: equal ones, or in proportion to one over the mean squared errors of a back-test.</summary>
    private Span<double> Weights(in DemandHistory history, int horizon, ForecastWorkspace workspace)
    {
        var count = _members.Length;
        var weights = workspace.Rent(WorkspaceSlot.MemberWeights, 2 * count);
        weights[..count].Fill(1.0 / count);
        Span<int> origins = stackalloc int[Math.Min(_options.Origins, 64)];
        var placed = _options.Rule == CombinationRule.Weighted ? PlaceOrigins(history, horizon, origins) : 0;
        if (placed == 0)
        {
            return weights;
        }

        origins = origins[..placed];
        var means = workspace.Rent(WorkspaceSlot.MemberBackTest, placed * horizon);
        double total = 0;
        for (var m = 0; m < count; m++)
        {
            Member(m, history.Until(origins[0])).ForecastFrom(history, origins, horizon, means, workspace);
            weights[m] = 1 / Math.Max(MeanSquare(history.Values, origins, horizon, means), 1e-300);
            total += weights[m];
        }

        TensorPrimitives.Divide(weights[..count], total, weights);
        return weights;
    }

    private int PlaceOrigins(in DemandHistory history, int horizon, Span<int> origins)
    {
        var count = 0;
        var needed = Math.Max(LeastTraining, Math.Max(MinimumHistory(history.Season), 2 * history.Season));
        for (var origin = history.Length - horizon; origin > 0 && count < origins.Length; origin -= horizon)
        {
            if (origin - Demand.DemandScan.CountMissing(history.Values[..origin]) >= needed)
            {
                origins[count++] = origin;
            }
        }

        origins[..count].Reverse();
        return count;
    }

    private static double MeanSquare(ReadOnlySpan<double> values, ReadOnlySpan<int> origins, int horizon, ReadOnlySpan<double> means)
    {
        double squares = 0;
        var count = 0;
        for (var k = 0; k < origins.Length; k++)
        {
            for (var step = 0; step < horizon; step++)
            {
                var error = values[origins[k] + step] - means[(k * horizon) + step];
                if (!double.IsNaN(error))
                {
                    squares += error * error;
                    count++;
                }
            }
        }

        return squares / Math.Max(1, count);
    }

    /// <summary>Combines place by place.</summary>
    /// <param name="parts">One row a member, shape (members × length).</param>
    /// <param name="length">Of a row.</param>
    /// <param name="weights">Of the members, and room for as many values.</param>
    /// <param name="combined">Receives the result, shape (length).</param>
    private void Combine(ReadOnlySpan<double> parts, int length, Span<double> weights, Span<double> combined)
    {
        var count = _members.Length;
        var values = weights.Slice(count, count);
        for (var at = 0; at < length; at++)
        {
            double sum = 0;
            for (var m = 0; m < count; m++)
            {
                values[m] = parts[(m * length) + at];
                sum += weights[m] * values[m];
            }

            if (_options.Rule is CombinationRule.Median or CombinationRule.Trimmed)
            {
                values.Sort();
                var outer = _options.Rule == CombinationRule.Median ? (count - 1) / 2 : count > 2 ? 1 : 0;
                var kept = values[outer..^outer];
                sum = TensorPrimitives.Sum<double>(kept) / kept.Length;
            }

            combined[at] = sum;
        }
    }
}
