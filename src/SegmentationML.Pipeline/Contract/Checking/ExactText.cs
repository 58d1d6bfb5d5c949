using System.Globalization;
using System.Numerics;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Exact arithmetic on decimal texts such as <c>-12.3400</c>, of any length: sums of 38 digits do not fit into <see cref="decimal"/>.</summary>
internal static class ExactText
{
    /// <summary>The difference, with as many decimals as the operand that has more.</summary>
    /// <param name="from">Minuend.</param>
    /// <param name="what">Subtrahend.</param>
    public static string Subtract(string from, string what)
    {
        var decimals = Math.Max(Decimals(from), Decimals(what));
        var difference = Unscaled(from, decimals) - Unscaled(what, decimals);
        var digits = BigInteger.Abs(difference).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return $"{(difference.Sign < 0 ? "-" : "")}{digits[..^decimals]}{(decimals == 0 ? "" : $".{digits[^decimals..]}")}";
    }

    private static int Decimals(string number) => number.IndexOf('.', StringComparison.Ordinal) is var dot && dot < 0 ? 0 : number.Length - dot - 1;

    private static BigInteger Unscaled(string number, int decimals)
        => BigInteger.Parse(number.Replace(".", "", StringComparison.Ordinal) + new string('0', decimals - Decimals(number)), CultureInfo.InvariantCulture);
}
