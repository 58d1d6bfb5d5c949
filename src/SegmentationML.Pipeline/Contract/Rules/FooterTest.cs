namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>A test by which the footers of Parquet files can prove that no row breaks a rule, without a row being read.</summary>
/// <param name="Column">The data's column.</param>
/// <param name="Type">Its SQL type.</param>
/// <param name="Condition">
/// SQL over <c>{lo}</c> and <c>{hi}</c> (no value of the row group is less or greater), <c>nulls</c> (its nulls) and <c>n</c> (its rows): true when none of the group's rows breaks the rule.
/// </param>
internal sealed record FooterTest(string Column, string Type, string Condition);
