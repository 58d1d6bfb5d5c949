using SegmentationML.Core;

namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>What a mapping can say. Expected rows are computed by hand.</summary>
public sealed class MappingTests : IDisposable
{
    private readonly IngestWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void PlainColumns_TakeTheTypesOfTheCanonicalColumns()
    {
        _work.Write("sales.csv", "Order,Pos,Day,Item,Qty,Price\nA1,10,2026-01-31 13:45:00,X,3,2.505\nA1,20,2026-02-01,Y,-1,10\n");

        var result = _work.Run("""
            sources:
              order_lines:
                path: sales.csv
                mapping: {order_id: Order, line: Pos, order_date: Day, product_id: Item, quantity: Qty, unit_price: Price}
            """);

        Assert.Equal(
            ["A1|10|2026-01-31 13:45:00|X|3.0000|2.505000|7.5150|false", "A1|20|2026-02-01 00:00:00|Y|-1.0000|10.000000|-10.0000|true"],
            _work.Rows(result, "SELECT order_id, line, order_date, product_id, quantity, unit_price, amount, is_return FROM order_lines"));
        Assert.Equal(["order_id", "line", "order_date", "product_id", "quantity", "unit_price", "amount", "is_return"], result.Find("order_lines")!.Given);
        Assert.Equal(new DateTime(2026, 1, 31, 13, 45, 0), result.FirstOrder);
        Assert.Equal(new DateTime(2026, 2, 1), result.LastOrder);
        Assert.Null(result.Currency);
    }

    [Fact]
    public void Table_HasAllCanonicalColumns_InOrderAndType_WhateverIsMapped()
    {
        var result = Lines("a,2026-01-01,X,1", "");
        _work.Rows(result, "SELECT 1");
        Assert.Equal(
            Contracts.Tables.OrderLines.Table.Columns.Select(c => $"{c.Name} {c.SqlType}"),
            _work.Engine.Describe("SELECT * FROM order_lines").Select(c => $"{c.Name} {c.Type}"));
    }

    [Theory]
    [InlineData("customer_id: {expression: upper(item)}", "customer_id", "X")]
    [InlineData("customer_id: {value: web}", "customer_id", "web")]
    [InlineData("customer_id: {column: none, default: unknown}", "customer_id", "unknown")]
    [InlineData("customer_id: none", "customer_id", "∅")]
    [InlineData("unit_price: {column: price, factor: 0.01}", "unit_price", "2.500000")]
    [InlineData("cost: {column: price, factor: -1}", "cost", "-250.0000")]
    [InlineData("amount: {expression: \"CAST(price AS DECIMAL(18,4)) * 3\"}", "amount", "750.0000")]
    [InlineData("amount: price", "amount", "250.0000")]
    [InlineData("required_date: day", "required_date", "2026-01-01")]
    [InlineData("is_return: {expression: item = 'x'}", "is_return", "true")]
    [InlineData("unit_price: {value: 1.23456789}", "unit_price", "1.234568")]
    public void Column(string mapping, string column, string expected)
        => Assert.Equal([expected], _work.Rows(Lines("a,2026-01-01,x,1,250,", mapping), $"SELECT {column} FROM order_lines"));

    [Fact]
    public void TwoMappingsOfOneColumn_OfOtherTypes_ReadItAsText()
        => Assert.Equal(["007|7.0000"], _work.Rows(Lines("a,2026-01-01,007,1", "customer_id: item, cost: item"), "SELECT product_id, cost FROM order_lines"));

    [Theory]
    [InlineData("99999.9999", "9999.999999", "999999998.9000")]
    [InlineData("1000000", "1000000.000001", "1000000000001.0000")]
    [InlineData("-3", "0.333333", "-1.0000")]
    [InlineData("1", "0.00005", "0.0001")]
    [InlineData("1", "-0.00005", "-0.0001")]
    public void Amount_IsTheExactProduct_RoundedHalfAwayFromZero_HoweverLarge(string quantity, string price, string amount)
        => Assert.Equal([amount], _work.Rows(Lines($"a,2026-01-01,x,{quantity},{price}", "unit_price: price"), "SELECT amount FROM order_lines"));

    [Fact]
    public void Amount_ThatDoesNotFit_IsToldWithItsRow()
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Lines("a,2026-01-01,x,99999999999,9999999", "unit_price: price")).Problems);
        Assert.Contains("1 x amount cannot be computed or does not fit its type", problem.What);
    }

    [Fact]
    public void Returns_PositiveInTheSource_AreTurnedRound()
    {
        _work.Write("sales.csv", "order,day,item,qty,price,kind\nA,2026-01-01,X,5,2,sale\nB,2026-01-02,X,2,2,return\n");
        var result = _work.Run("""
            sources:
              order_lines:
                path: sales.csv
                mapping: {order_id: order, order_date: day, product_id: item, quantity: qty, unit_price: price, cost: price}
                returns: {where: kind = 'return', sign: positive}
            """);
        Assert.Equal(
            ["5.0000|2.000000|10.0000|2.0000|false", "-2.0000|2.000000|-4.0000|-2.0000|true"],
            _work.Rows(result, "SELECT quantity, unit_price, amount, cost, is_return FROM order_lines"));
    }

    [Fact]
    public void LeaveOut_TheFirstRuleThatHoldsCountsTheRow_AndKeepsIt()
    {
        _work.Write("sales.csv", "order,day,item,qty\nA,2026-01-01,POST,1\nA,2026-01-01,X,0\nB,2026-01-01,POST,0\nB,2026-01-01,X,2\n");
        var result = _work.Run("""
            sources:
              order_lines:
                path: sales.csv
                mapping: {order_id: order, line: {value: 1}, order_date: day, product_id: item, quantity: qty}
                leave_out:
                  postage: {where: item = 'POST', reason: no product}
                  nothing: qty = 0
                  never: qty > 100
            """);
        var load = Assert.Single(result.Loads);
        Assert.Equal((4, 1), (load.RowsRead, load.RowsLoaded));
        Assert.Equal(["postage/no product/2", "nothing/nothing/1", "never/never/0"], load.LeftOut.Select(r => $"{r.Rule}/{r.Reason}/{r.Rows}"));
        Assert.Equal(
            ["left out|nothing|nothing|A", "left out|postage|no product|A", "left out|postage|no product|B"],
            _work.Query($"SELECT kind, rule, reason, content->>'order' AS o FROM '{_work.Context.PathOf(load.Aside!)}' ORDER BY ALL"));
    }

    [Fact]
    public void LeaveOut_ComesBeforeReading_SoThatATotalsLineIsNoFault()
    {
        _work.Write("sales.csv", "order,day,item,qty\nA,2026-01-01,X,1\nTotal,,,one line\n");
        var result = _work.Run("""
            sources:
              order_lines:
                path: sales.csv
                mapping: {order_id: order, order_date: day, product_id: item, quantity: qty}
                leave_out: {totals: "\"order\" = 'Total'"}
            """);
        Assert.Equal((2, 1, 1), (result.Loads[0].RowsRead, result.Loads[0].RowsLoaded, result.Loads[0].LeftOut[0].Rows));
        Assert.Empty(result.Loads[0].Rejected);
    }

    [Fact]
    public void LineNumber_IsCountedBeforeRowsAreLeftOut_SoThatARuleDoesNotShiftIt()
    {
        _work.Write("sales.csv", "order,day,item,qty\nA,2026-01-01,X,1\nB,2026-01-01,X,1\nA,2026-01-01,POST,1\nA,2026-01-01,Y,1\n");
        var result = _work.Run("""
            sources:
              order_lines:
                path: sales.csv
                mapping: {order_id: order, order_date: day, product_id: item, quantity: qty}
                leave_out: {postage: item = 'POST'}
            """);
        Assert.Equal(["A|1|X", "B|1|X", "A|3|Y"], _work.Rows(result, "SELECT order_id, line, product_id FROM order_lines"));
    }

    [Fact]
    public void Duplicates_AreKeptAndCounted_OrDropped()
    {
        _work.Write("sales.csv", "order,day,item,qty,note\nA,2026-01-01,X,1,a\nA,2026-01-01,X,1,a\nA,2026-01-01,X,1,b\nA,2026-01-01,X,1,a\n");
        const string Yaml = "sources: {order_lines: {path: sales.csv, duplicates: HOW, mapping: {order_id: order, order_date: day, product_id: item, quantity: qty}}}";

        var kept = _work.Run(Yaml.Replace("HOW", "keep")).Loads[0];
        Assert.Equal((4, 4, 2L, 0), (kept.RowsRead, kept.RowsLoaded, kept.Duplicates, kept.DuplicatesDropped));
        Assert.Null(kept.Aside);

        var result = _work.Run(Yaml.Replace("HOW", "drop"));
        var dropped = result.Loads[0];
        Assert.Equal((4, 2, 2L, 2), (dropped.RowsRead, dropped.RowsLoaded, dropped.Duplicates, dropped.DuplicatesDropped));
        Assert.Equal(["1", "3"], _work.Rows(result, "SELECT line FROM order_lines"));
        Assert.Equal(["2|duplicate", "4|duplicate"], _work.Query($"SELECT row, kind FROM '{_work.Context.PathOf(dropped.Aside!)}'"));
    }

    [Fact]
    public void UnreadableRowsBelowTheLimit_AreSetAsideWithRowReasonAndText()
    {
        _work.Write("sales.csv", "order,day,item,qty\n" + string.Concat(Enumerable.Range(1, 98).Select(i => $"A{i},2026-01-01,X,1\n")) + "B,soon,X,1\nC,2026-01-01,X\n");
        var result = _work.Run("{max_rejected: 0.05, sources: {order_lines: {path: sales.csv, mapping: {order_id: order, order_date: day, product_id: item, quantity: qty}}}}");
        var load = result.Loads[0];
        Assert.Equal((100, 98), (load.RowsRead, load.RowsLoaded));
        Assert.Equal(["day is not a TIMESTAMP: 1", "line missing columns: 1"], load.Rejected.Select(r => $"{r.Rule} {r.Reason}: {r.Rows}").Order());
        Assert.Equal(
            ["99|∅|rejected|day|{\"order\":\"B\",\"day\":\"soon\",\"item\":\"X\",\"qty\":\"1\"}", "∅|101|rejected|line|C,2026-01-01,X"],
            _work.Query($"SELECT row, line, kind, rule, trim(content, e'\\n') AS content FROM '{_work.Context.PathOf(load.Aside!)}'"));
        Assert.Equal(["98"], _work.Rows(result, "SELECT count(*) FROM order_lines"));
    }

    [Fact]
    public void CarefulWay_GivesTheSameRowsAsTheQuickOne()
    {
        const string Yaml = "{max_rejected: 1, sources: {order_lines: {path: sales.csv, mapping: {order_id: order, order_date: day, product_id: item, quantity: qty, unit_price: price}, returns: {where: qty < 0}, leave_out: {none: qty = 0}}}}";
        var rows = string.Concat(Enumerable.Range(0, 5000).Select(i => $"A{i / 3},2026-01-{(i % 28) + 1:00},X{i % 7},{(i % 11) - 3},{i % 100}.25\n"));
        _work.Write("sales.csv", "order,day,item,qty,price\n" + rows);
        var quick = _work.Rows(_work.Run(Yaml), "SELECT * FROM order_lines");
        _work.Write("sales.csv", "order,day,item,qty,price\n" + rows + "Z,never,X,1,1\n");
        var careful = _work.Rows(_work.Run(Yaml), "SELECT * FROM order_lines");
        Assert.Equal(quick, careful);
    }

    [Fact]
    public void RowsKeepTheOrderOfTheFile_WhateverTheRules()
    {
        // An IN with many constants is run as a join unless that is switched off, and a join does not keep the order.
        var rows = string.Concat(Enumerable.Range(0, 400_000).Select(i => $"A{i},1,2026-01-01,X{i % 97},1\n"));
        _work.Write("sales.csv", "order,line,day,item,qty\n" + rows);
        var result = _work.Run("sources: {order_lines: {path: sales.csv, mapping: {order_id: order, line: line, order_date: day, product_id: item, quantity: qty}, leave_out: {some: \"upper(item) IN ('X1', 'X2', 'X3', 'X4', 'X5', 'X6', 'X7', 'X8', 'X9', 'X10', 'X11', 'X12')\"}}}");
        Assert.Equal(
            ["350512|350512"],
            _work.Query($"SELECT count(*), count(*) FILTER (n > before) FROM (SELECT n, lag(n, 1, -1) OVER (ORDER BY file_row_number) AS before FROM (SELECT file_row_number, CAST(order_id[2:] AS INTEGER) AS n FROM read_parquet('{_work.Context.PathOf(result.Tables[0].Handle.Files[0])}', file_row_number = true)))"));
        Assert.Equal(["true|"], _work.Query("SELECT current_setting('preserve_insertion_order'), current_setting('disabled_optimizers')"));
    }

    [Fact]
    public void SameAs_FeedsSeveralTablesFromOneFile()
    {
        _work.Write("sales.csv", "order;day;item;name;qty\nA;01.02.2026;X;Old;1\nB;02.02.2026;X;New;1,5\n");
        var result = _work.Run("""
            sources:
              order_lines:
                path: sales.csv
                csv: {delimiter: ;, decimal: ","}
                columns: {day: {formats: ["%d.%m.%Y"]}}
                mapping: {order_id: order, order_date: day, product_id: item, quantity: qty}
              products:
                same_as: order_lines
                mapping: {product_id: item, name: name}
                key: [product_id]
            """);
        Assert.Equal(["X|New"], _work.Rows(result, "SELECT product_id, name FROM products"));
        Assert.Equal(["2.5000"], _work.Rows(result, "SELECT sum(quantity) FROM order_lines"));
        Assert.Equal(1, result.Find("products")!.Replaced);
    }

    [Fact]
    public void SeveralSourcesOfOneTable_AreReadInDeclaredOrder()
    {
        _work.Write("new.csv", "o,d,i,q\nN,2026-01-02,X,1\n");
        _work.Write("old.csv", "o,d,i,q\nO,2026-01-01,X,1\n");
        var result = _work.Run("""
            sources:
              old: {table: order_lines, path: old.csv, mapping: {order_id: o, order_date: d, product_id: i, quantity: q}}
              new: {table: order_lines, path: new.csv, mapping: {order_id: o, order_date: d, product_id: i, quantity: q, channel: {value: web}}}
            """);
        Assert.Equal(["O|∅", "N|web"], _work.Rows(result, "SELECT order_id, channel FROM order_lines"));
        Assert.Contains("channel", result.Find("order_lines")!.Given);
    }

    [Fact]
    public void MappingWithoutAnyColumn_IsRefused()
    {
        _work.Write("sales.csv", "order,day,item,qty\nA,2026-01-01,X,1\n");
        var problem = _work.Refuses("sources: {order_lines: {path: sales.csv, mapping: {order_id: {value: a}, line: {value: 1}, order_date: {value: 2026-01-01}, product_id: {value: a}, quantity: {value: 1}}}}");
        Assert.Equal("SEG-ING-003", problem.Code);
    }

    private Pipeline.Ingest.IngestResult Lines(string row, string mapping)
    {
        _work.Write("sales.csv", $"order,day,item,qty,price,none\n{row}{new string(',', 5 - row.Count(c => c == ','))}\n");
        return _work.Run($"sources: {{order_lines: {{path: sales.csv, mapping: {{order_id: order, order_date: day, product_id: item, quantity: qty, {mapping}}}}}}}".Replace(", }", "}"));
    }
}
