using SegmentationML.Contracts.Tables;

namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>The product of two decimals, exact before it is rounded to the result's scale.</summary>
/// <remarks>The engine multiplies decimals of up to 18 digits in 64 bits and fails past that; in 128 bits it is right but two hundred times slower. So each row takes the narrow way where its product fits, which a double tells.</remarks>
internal static class ExactProduct
{
    private const double Most = 9e18;

    /// <summary>SQL of the product.</summary>
    /// <param name="left">SQL of a decimal with up to 18 digits.</param>
    /// <param name="leftScale">Its digits after the point.</param>
    /// <param name="right">SQL of a decimal with up to 18 digits.</param>
    /// <param name="rightScale">Its digits after the point.</param>
    /// <param name="type">The result's type.</param>
    public static string Sql(string left, int leftScale, string right, int rightScale, string type)
    {
        var limit = Most / Math.Pow(10, leftScale + rightScale);
        return $"""
            CASE WHEN abs(CAST({left} AS DOUBLE) * CAST({right} AS DOUBLE)) < {limit:R} THEN CAST({left} * {right} AS {type})
            ELSE CAST(CAST({left} AS DECIMAL(38,{leftScale})) * {right} AS {type}) END
            """;
    }

    /// <summary>Digits after the point of a decimal column.</summary>
    /// <param name="column">Its type is <c>DECIMAL(p,s)</c>.</param>
    public static int ScaleOf(CanonicalColumn column)
    {
        var type = column.SqlType;
        return int.Parse(type.AsSpan(type.IndexOf(',', StringComparison.Ordinal) + 1).TrimEnd(')'));
    }
}
