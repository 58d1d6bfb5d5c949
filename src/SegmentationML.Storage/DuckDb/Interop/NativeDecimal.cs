using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary><c>duckdb_decimal</c>: digits, digits after the point, and the unscaled value as <c>duckdb_hugeint</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDecimal
{
    public byte Width;
    public byte Scale;
    public NativeHugeInt Value;

    /// <summary>The same number with the same scale: 1.50 keeps its zero; there is always a digit before the point.</summary>
    public static NativeDecimal From(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(number, bits);
        var unscaled = (Int128)new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var digits = 1;
        for (var rest = unscaled / 10; rest > 0; rest /= 10)
        {
            digits++;
        }

        return new NativeDecimal
        {
            Width = (byte)Math.Max(digits, number.Scale + 1),
            Scale = number.Scale,
            Value = NativeHugeInt.From(number < 0 ? -unscaled : unscaled),
        };
    }
}
