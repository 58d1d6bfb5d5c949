using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Contract.Rules;

namespace SegmentationML.Pipeline.Tests.Contract.Rules;

public sealed class ColumnKindsTests
{
    [Theory]
    [InlineData("VARCHAR", LogicalType.String, true)]
    [InlineData("ENUM('a', 'b')", LogicalType.String, true)]
    [InlineData("BIGINT", LogicalType.String, false)]
    [InlineData("DECIMAL(18,4)", LogicalType.Number, true)]
    [InlineData("UHUGEINT", LogicalType.Integer, true)]
    [InlineData("DOUBLE", LogicalType.Integer, true)]
    [InlineData("VARCHAR", LogicalType.Number, false)]
    [InlineData("DATE", LogicalType.Date, true)]
    [InlineData("TIMESTAMP", LogicalType.Date, false)]
    [InlineData("TIMESTAMP WITH TIME ZONE", LogicalType.Timestamp, true)]
    [InlineData("TIMESTAMP_NS", LogicalType.Timestamp, true)]
    [InlineData("DATE", LogicalType.Timestamp, false)]
    [InlineData("TIME", LogicalType.Time, true)]
    [InlineData("BOOLEAN", LogicalType.Boolean, true)]
    [InlineData("INTEGER", LogicalType.Boolean, false)]
    [InlineData("VARCHAR[]", LogicalType.Array, true)]
    [InlineData("FLOAT[3]", LogicalType.Vector, true)]
    [InlineData("STRUCT(a INTEGER, b VARCHAR[])", LogicalType.Object, true)]
    [InlineData("MAP(VARCHAR, INTEGER)", LogicalType.Map, true)]
    [InlineData("BLOB", LogicalType.String, false)]
    public void Fits_EngineTypeAgainstTheStandards(string sqlType, LogicalType type, bool fits) => Assert.Equal(fits, ColumnKinds.Fits(ColumnKinds.Of(sqlType), type));
}
