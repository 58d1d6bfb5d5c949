using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Arrow;

/// <summary>Gives some rows of a column to an appender, in the engine's physical types. Its scratch arrays are kept from piece to piece.</summary>
internal sealed class ArrowPiece(IColumnAppender appender, int column)
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private const long MillisecondsPerDay = 86_400_000;
    private byte[] _values = [];
    private byte[] _utf8 = [];
    private int[] _offsets = [];
    private ulong[] _validity = [];

    /// <summary>Sets the appender's column.</summary>
    /// <param name="source">The column.</param>
    /// <param name="start">First row, a multiple of 64.</param>
    /// <param name="count">Rows.</param>
    public void Set(ArrowColumn source, int start, int count)
    {
        var validity = Validity(source, start, count);
        var type = source.Field.Type;
        switch (type.Kind)
        {
            case ArrowKind.Null:
                appender.Set(column, Scratch<int>(count), Fill(count, 0));
                break;
            case ArrowKind.Bool:
                appender.Set(column, Bools(source, start, count), validity);
                break;
            case ArrowKind.Int:
                SetIntegers(source, start, count, type, validity);
                break;
            case ArrowKind.Float:
                SetFloats(source, start, count, type.BitWidth, validity);
                break;
            case ArrowKind.Decimal:
                SetDecimals(source, start, count, type, validity);
                break;
            case ArrowKind.Date:
                SetDates(source, start, count, type.BitWidth, validity);
                break;
            case ArrowKind.Time or ArrowKind.Timestamp:
                SetTimes(source, start, count, type, validity);
                break;
            case ArrowKind.List or ArrowKind.LargeList:
                appender.Set(column, Lists(source, start, count));
                break;
            default:
                SetBytes(source, start, count, validity);
                break;
        }
    }

    private void SetIntegers(ArrowColumn source, int start, int count, ArrowType type, ReadOnlySpan<ulong> validity)
    {
        switch (type.BitWidth, type.Signed)
        {
            case (8, true): Copy<sbyte>(source, start, count, validity); break;
            case (8, false): Copy<byte>(source, start, count, validity); break;
            case (16, true): Copy<short>(source, start, count, validity); break;
            case (16, false): Copy<ushort>(source, start, count, validity); break;
            case (32, true): Copy<int>(source, start, count, validity); break;
            case (32, false): Copy<uint>(source, start, count, validity); break;
            case (64, true): Copy<long>(source, start, count, validity); break;
            default: Copy<ulong>(source, start, count, validity); break;
        }
    }

    private void SetFloats(ArrowColumn source, int start, int count, int bits, ReadOnlySpan<ulong> validity)
    {
        switch (bits)
        {
            case 64:
                Copy<double>(source, start, count, validity);
                break;
            case 32:
                Copy<float>(source, start, count, validity);
                break;
            default:
                var halves = source.Values<Half>().Slice(start, count);
                var floats = Scratch<float>(count);
                for (var i = 0; i < count; i++)
                {
                    floats[i] = (float)halves[i];
                }

                appender.Set(column, floats, validity);
                break;
        }
    }

    // The engine keeps a decimal in the smallest of 16, 32, 64 and 128 bits that holds its digits.
    private void SetDecimals(ArrowColumn source, int start, int count, ArrowType type, ReadOnlySpan<ulong> validity)
    {
        switch (type.BitWidth)
        {
            case 32: NarrowDecimals<int>(source, start, count, type.Precision, validity); break;
            case 64: NarrowDecimals<long>(source, start, count, type.Precision, validity); break;
            default: NarrowDecimals<Int128>(source, start, count, type.Precision, validity); break;
        }
    }

    private void NarrowDecimals<TFrom>(ArrowColumn source, int start, int count, int precision, ReadOnlySpan<ulong> validity)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
    {
        switch (precision)
        {
            case <= 4: Convert<TFrom, short>(source, start, count, precision, validity); break;
            case <= 9: Convert<TFrom, int>(source, start, count, precision, validity); break;
            case <= 18: Convert<TFrom, long>(source, start, count, precision, validity); break;
            default: Convert<TFrom, Int128>(source, start, count, precision, validity); break;
        }
    }

    private void Convert<TFrom, TTo>(ArrowColumn source, int start, int count, int precision, ReadOnlySpan<ulong> validity)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        var bound = PowerOfTen(precision);
        var values = source.Values<TFrom>().Slice(start, count);
        var target = Scratch<TTo>(count);
        for (var i = 0; i < count; i++)
        {
            var value = Int128.CreateTruncating(values[i]);
            if (value < bound && value > -bound)
            {
                target[i] = TTo.CreateTruncating(value);
            }
            else if (IsSet(validity, i))
            {
                throw DoesNotFit(source, start + i, $"the unscaled value {value} in {precision} digits");
            }
        }

        appender.Set(column, target, validity);
    }

    private void SetDates(ArrowColumn source, int start, int count, int bits, ReadOnlySpan<ulong> validity)
    {
        if (bits == 32)
        {
            Copy<int>(source, start, count, validity);
            return;
        }

        var milliseconds = source.Values<long>().Slice(start, count);
        var days = Scratch<int>(count);
        for (var i = 0; i < count; i++)
        {
            var day = FloorDivide(milliseconds[i], MillisecondsPerDay);
            days[i] = day is > int.MinValue and < int.MaxValue || !IsSet(validity, i)
                ? (int)day
                : throw DoesNotFit(source, start + i, $"day {day}");
        }

        appender.Set(column, days, validity);
    }

    // Nanoseconds are cut to the microsecond below.
    private void SetTimes(ArrowColumn source, int start, int count, ArrowType type, ReadOnlySpan<ulong> validity)
    {
        var ticks = Scratch<long>(count);
        if (type.BitWidth == 32)
        {
            var narrow = source.Values<int>().Slice(start, count);
            for (var i = 0; i < count; i++)
            {
                ticks[i] = narrow[i];
            }
        }
        else
        {
            source.Values<long>().Slice(start, count).CopyTo(ticks);
        }

        for (var i = 0; i < count; i++)
        {
            ticks[i] = type.Unit switch
            {
                _ when !IsSet(validity, i) => 0,
                ArrowTimeUnit.Second => Multiply(source, start + i, ticks[i], MicrosecondsPerSecond),
                ArrowTimeUnit.Millisecond => Multiply(source, start + i, ticks[i], 1000),
                ArrowTimeUnit.Microsecond => ticks[i],
                _ => FloorDivide(ticks[i], 1000),
            };
            if (type.Kind == ArrowKind.Time && (ticks[i] < 0 || ticks[i] > 86_400 * MicrosecondsPerSecond))
            {
                throw DoesNotFit(source, start + i, $"{ticks[i]} microseconds after midnight");
            }
        }

        appender.Set(column, ticks, validity);
    }

    private void SetBytes(ArrowColumn source, int start, int count, ReadOnlySpan<ulong> validity)
    {
        if (source.Offsets.Length > 0 && source.Dictionary is null)
        {
            var first = source.Offsets[start];
            var given = Offsets(count);
            for (var i = 0; i <= count; i++)
            {
                given[i] = source.Offsets[start + i] - first;
            }

            appender.SetUtf8(column, source.Data.Slice(first, given[count]), given, validity);
            return;
        }

        var used = 0;
        var offsets = Offsets(count);
        for (var i = 0; i < count; i++)
        {
            var bytes = source.Bytes(start + i);
            if (_utf8.Length < used + bytes.Length)
            {
                Array.Resize(ref _utf8, checked(Math.Max(2 * _utf8.Length, used + bytes.Length)));
            }

            bytes.CopyTo(_utf8.AsSpan(used));
            used += bytes.Length;
            offsets[i + 1] = used;
        }

        appender.SetUtf8(column, _utf8.AsSpan(0, used), offsets, validity);
    }

    private static string?[]?[] Lists(ArrowColumn source, int start, int count)
    {
        var lists = new string?[]?[count];
        for (var i = 0; i < count; i++)
        {
            if (!source.IsNull(start + i))
            {
                var (first, end) = (source.Offsets[start + i], source.Offsets[start + i + 1]);
                var list = new string?[end - first];
                for (var item = first; item < end; item++)
                {
                    list[item - first] = source.Items.Text(item);
                }

                lists[i] = list;
            }
        }

        return lists;
    }

    private Span<bool> Bools(ArrowColumn source, int start, int count)
    {
        var bools = Scratch<bool>(count);
        for (var i = 0; i < count; i++)
        {
            bools[i] = source.Bool(start + i);
        }

        return bools;
    }

    private void Copy<T>(ArrowColumn source, int start, int count, ReadOnlySpan<ulong> validity)
        where T : unmanaged
        => appender.Set(column, source.Values<T>().Slice(start, count), validity);

    // The pieces start at multiples of 64 rows: the bitmap is copied, not shifted.
    private ReadOnlySpan<ulong> Validity(ArrowColumn source, int start, int count)
    {
        if (source.Nulls == 0 || source.Validity.IsEmpty)
        {
            return default;
        }

        Fill(count, 0);
        var bytes = source.Validity[(start >> 3)..];
        bytes[..Math.Min(bytes.Length, (count + 7) >> 3)].CopyTo(MemoryMarshal.AsBytes(_validity.AsSpan()));
        return _validity.AsSpan(0, (count + 63) >> 6);
    }

    private ReadOnlySpan<ulong> Fill(int count, ulong word)
    {
        var words = (count + 63) >> 6;
        if (_validity.Length < words)
        {
            _validity = new ulong[words];
        }

        _validity.AsSpan(0, words).Fill(word);
        return _validity.AsSpan(0, words);
    }

    private Span<T> Scratch<T>(int count)
        where T : unmanaged
    {
        var bytes = count * Unsafe.SizeOf<T>();
        if (_values.Length < bytes)
        {
            _values = new byte[bytes];
        }

        return MemoryMarshal.Cast<byte, T>(_values.AsSpan())[..count];
    }

    private Span<int> Offsets(int count)
    {
        if (_offsets.Length < count + 1)
        {
            _offsets = new int[count + 1];
        }

        _offsets[0] = 0;
        return _offsets.AsSpan(0, count + 1);
    }

    private static bool IsSet(ReadOnlySpan<ulong> validity, int row) => validity.IsEmpty || ((validity[row >> 6] >> (row & 63)) & 1) != 0;

    private static long FloorDivide(long value, long divisor) => value >= 0 ? value / divisor : ((value + 1) / divisor) - 1;

    private static long Multiply(ArrowColumn source, int row, long ticks, long factor)
        => ticks <= long.MaxValue / factor && ticks >= long.MinValue / factor ? ticks * factor : throw DoesNotFit(source, row, $"tick {ticks}");

    private static Int128 PowerOfTen(int digits)
    {
        Int128 power = 1;
        for (var i = 0; i < digits; i++)
        {
            power *= 10;
        }

        return power;
    }

    private static Core.ProblemException DoesNotFit(ArrowColumn source, int row, string value)
        => ArrowProblems.Exception(
            ArrowProblems.DoesNotFit,
            $"Row {row} of a batch holds {value} in column '{source.Field.Name}' ({source.Field.Type}), which {ArrowSqlTypes.Of(source.Field)} cannot hold.",
            "Correct the value, or write the column with a type that fits it.");
}
