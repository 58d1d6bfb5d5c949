using System.Numerics.Tensors;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Mstl;

/// <summary>A series split into seasons and the rest, with a model of the rest; the working state of one thread.</summary>
internal sealed class MstlModel : ISeriesModel
{
    /// <summary>Rounds over the seasons when there are several.</summary>
    private const int Rounds = 2;
    private const int MostSeasons = 8;

    private readonly SeasonalTrendLoess _loess = new();
    private readonly int[] _seasons = new int[MostSeasons];
    private double[] _remainder = [];
    private double[] _parts = [];
    private int _seasonCount;
    private int _length;
    private ISeriesModel? _inner;

    /// <summary>The series without its seasons, shape (n); NaN = missing.</summary>
    public ReadOnlySpan<double> Remainder => _remainder.AsSpan(0, _length);

    /// <summary>The seasonal part of one of the seasons, shape (n).</summary>
    public ReadOnlySpan<double> Part(int season) => _parts.AsSpan(season * _length, _length);

    /// <summary>Splits a series; a season that does not fit twice into it is left out.</summary>
    /// <param name="values">Scaled demand; NaN = missing.</param>
    /// <param name="seasons">Ascending; empty for that of the history.</param>
    /// <param name="season">Of the history; 1 = none.</param>
    public void Split(ReadOnlySpan<double> values, ReadOnlySpan<int> seasons, int season)
    {
        _seasonCount = 0;
        foreach (var one in seasons.IsEmpty ? [season] : seasons)
        {
            if (one > 1 && values.Length > 2 * one && _seasonCount < MostSeasons)
            {
                _seasons[_seasonCount++] = one;
            }
        }

        Split(values);
    }

    /// <summary>Seasons that were taken out.</summary>
    public int SeasonCount => _seasonCount;

    /// <inheritdoc/>
    /// <remarks>The seasons follow from the history; of the rest it is what its own model saves.</remarks>
    public void Save(List<double> fitted)
    {
        fitted.Add(_seasonCount);
        _inner!.Save(fitted);
    }

    /// <inheritdoc/>
    /// <remarks>Only <see cref="MstlForecaster"/> knows the model of the rest.</remarks>
    public bool Restore(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season) => false;

    /// <summary>The model of the rest.</summary>
    public void Use(ISeriesModel inner) => _inner = inner;

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> values, Span<double> mean)
    {
        Split(values);
        _inner!.Forecast(Remainder, mean);
        for (var k = 0; k < _seasonCount; k++)
        {
            var newest = Part(k)[^_seasons[k]..];
            for (var step = 0; step < mean.Length; step++)
            {
                mean[step] += newest[step % newest.Length];
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ForecastComponent> Components(ReadOnlySpan<double> values, int horizon)
    {
        Split(values);
        var rest = new double[values.Length + horizon];
        Remainder.CopyTo(rest);
        _inner!.Forecast(Remainder, rest.AsSpan(values.Length));
        List<ForecastComponent> components = [new("without seasons", IsFactor: false, rest)];
        for (var k = 0; k < _seasonCount; k++)
        {
            var part = new double[values.Length + horizon];
            Part(k).CopyTo(part);
            for (var t = values.Length; t < part.Length; t++)
            {
                part[t] = part[t - _seasons[k]];
            }

            components.Add(new ForecastComponent($"season of {_seasons[k]}", IsFactor: false, part));
        }

        return components;
    }

    /// <inheritdoc/>
    /// <remarks>Those of the rest: the error of the season itself is left out.</remarks>
    public double Errors(Span<double> stepSd, int leadTime) => _inner!.Errors(stepSd, leadTime);

    /// <inheritdoc/>
    public void Parameters(Span<double> parameters) => _inner!.Parameters(parameters);

    private void Split(ReadOnlySpan<double> values)
    {
        _length = values.Length;
        if (_remainder.Length < _length || _parts.Length < _length * _seasonCount)
        {
            _remainder = new double[_length];
            _parts = new double[_length * Math.Max(1, _seasonCount)];
        }

        var remainder = _remainder.AsSpan(0, _length);
        GapLine.Fill(values, remainder);
        _parts.AsSpan(0, _length * _seasonCount).Clear();
        for (var round = 0; round < (_seasonCount > 1 ? Rounds : 1); round++)
        {
            for (var k = 0; k < _seasonCount; k++)
            {
                var part = _parts.AsSpan(k * _length, _length);
                TensorPrimitives.Add(remainder, part, remainder);
                _loess.Split(remainder, _seasons[k], seasonalWindow: 11 + (4 * k));
                _loess.Season.CopyTo(part);
                TensorPrimitives.Subtract(remainder, part, remainder);
            }
        }

        for (var t = 0; t < _length; t++)
        {
            remainder[t] = double.IsNaN(values[t]) ? double.NaN : remainder[t];
        }
    }
}
