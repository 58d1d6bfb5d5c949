using SegmentationML.Contracts.Outcomes;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Tests.Contract;

/// <summary>The contracts of the real data sets on the whole of them, mapped by plain SQL; figures from the data sets' own descriptions.</summary>
public sealed class RealDataTests
{
    // 541,909 lines worth 9,747,747.934; two lines adjust bad debt by -11,062.06 each, at a negative price. 135,080 lines have no customer.
    [Fact]
    public void OnlineRetail_RawLines_ReconcileToThePublishedRevenue()
    {
        var file = Need("online-retail/online_retail.csv.gz");
        using var bench = new StepBench()
            .Table("order_lines", $"""
                SELECT InvoiceNo AS order_id, row_number() OVER (PARTITION BY InvoiceNo ORDER BY n) AS line, InvoiceDate::TIMESTAMP AS order_date, regexp_replace(CustomerID, '\.0$', '') AS customer_id,
                  upper(StockCode) AS product_id, Quantity::DECIMAL(18,4) AS quantity, UnitPrice::DECIMAL(18,6) AS unit_price, (Quantity::DECIMAL(18,4) * UnitPrice::DECIMAL(9,4))::DECIMAL(18,4) AS amount,
                  'GBP' AS currency, InvoiceNo LIKE 'C%' AS is_return
                FROM (SELECT *, row_number() OVER () AS n FROM read_csv({Sql.Literal(file)}, all_varchar = true)) ORDER BY n
                """)
            .ContractFile("order_lines", "online_retail_order_lines");
        var result = bench.Run(TestContext.Current.CancellationToken);
        var report = result.Reports[0];

        Assert.Equal((ContractOutcome.Quarantine, 541_909L, 2L), (result.Outcome, report.Rows, report.Quarantined));
        Assert.Equal(["order_lines/unit_price/minimum"], report.Failures.Select(r => r.Rule));
        var amount = report.Totals.Single(t => t.Column == "amount");
        Assert.Equal(("9747747.9340", "-22124.1200", "9769872.0540"), (amount.Delivered, amount.Quarantined, amount.Accepted));
        Assert.Equal("24.9267 % (135080 rows)", report.Rules.Single(r => r.Rule == "order_lines/customer_id/lines_without_customer").Measured);
    }

    // 136,374 rows of 2,674 parts and 51 months, 6,122 of them not observed.
    [Fact]
    public void CarParts_WholePanel_KeepsItsContract()
    {
        var file = Need("car-parts/carparts.csv.gz");
        using var bench = new StepBench()
            .Table("demand", $"SELECT series AS product_id, (month || '-01')::DATE AS period, value::DECIMAL(18,4) AS quantity FROM read_csv({Sql.Literal(file)}, all_varchar = true)")
            .ContractFile("demand", "car_parts_demand");
        var report = bench.Run(TestContext.Current.CancellationToken).Reports[0];

        Assert.Equal((ContractOutcome.Pass, 136_374L), (report.Outcome, report.Rows));
        Assert.Equal("4.4891 % (6122 rows)", report.Rules.Single(r => r.Rule == "demand/quantity/not_observed").Measured);
    }

    // 830 orders, 2,155 lines, 91 customers, 77 products; no orphan keys.
    [Fact]
    public void Northwind_JoinedTables_KeepTheirContractsAndReferences()
    {
        var (details, orders) = (Need("northwind/order_details.csv.gz"), Need("northwind/orders.csv.gz"));
        var (products, customers) = (Need("northwind/products.csv"), Need("northwind/customers.csv"));
        using var bench = new StepBench()
            .Table("order_lines", $"""
                SELECT order_id, row_number() OVER (PARTITION BY order_id ORDER BY n) AS line, order_date::TIMESTAMP AS order_date, required_date::DATE AS required_date, shipped_date::DATE AS shipped_date,
                  customer_id, product_id, quantity::DECIMAL(18,4) AS quantity, (unit_price::DECIMAL(9,2) * (1 - discount::DECIMAL(3,2)))::DECIMAL(18,6) AS unit_price,
                  (quantity::INTEGER * unit_price::DECIMAL(9,2) * (1 - discount::DECIMAL(3,2)))::DECIMAL(18,4) AS amount
                FROM (SELECT *, row_number() OVER () AS n FROM read_csv({Sql.Literal(details)}, all_varchar = true)) JOIN read_csv({Sql.Literal(orders)}, all_varchar = true) USING (order_id) ORDER BY n
                """)
            .Table("products", $"SELECT product_id, product_name AS name, unit_price::DECIMAL(18,6) AS unit_price, NULL::DATE AS launched, NULL::DATE AS discontinued FROM read_csv({Sql.Literal(products)}, all_varchar = true)")
            .Table("customers", $"SELECT customer_id, company_name AS name, country FROM read_csv({Sql.Literal(customers)}, all_varchar = true)")
            .ContractFile("order_lines", "northwind_order_lines").ContractFile("products", "products").ContractFile("customers", "customers");
        var result = bench.Run(TestContext.Current.CancellationToken);

        Assert.Empty(result.Reports.SelectMany(r => r.Failures).Select(r => r.ToString()));
        Assert.Equal((ContractOutcome.Pass, 2155L, 77L, 91L), (result.Outcome, result.Reports[0].Rows, result.Reports[1].Rows, result.Reports[2].Rows));
        Assert.Equal(RuleState.Passed, result.Reports[0].Rules.Single(r => r.Rule == "order_lines/product_id/foreignKey").State);
        Assert.Equal("830", result.Reports[0].Rules.Single(r => r.Rule == "order_lines/order_count").Measured);
    }

    private static string Need(string file)
    {
        var path = Repository.Data is { } data ? Path.GetFullPath(Path.Combine(data, file)) : null;
        if (path is null || !File.Exists(path))
        {
            Assert.Skip($"{file} is not here; set SEGML_DATA to the folder of the data sets.");
        }

        return path;
    }
}
