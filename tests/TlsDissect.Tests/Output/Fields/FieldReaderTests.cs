using System.Text;
using TlsDissect.Output.Fields;

namespace TlsDissect.Tests.Output.Fields;

public class FieldReaderTests
{
    private static readonly ConnectionField Name = ConnectionFields.Get("server_name");
    private static readonly ConnectionField Port = ConnectionFields.Get("client.port");
    private static readonly ConnectionField Id = ConnectionFields.Get("findings.id");
    private static readonly ConnectionField Severity = ConnectionFields.Get("findings.severity");

    private static readonly FieldSelection Some = new([Name, Port, Id, Severity, Name]);

    [Fact]
    public void Only_selected_members_are_read()
    {
        FieldRow row = Read("""{"server":{"port":1},"client":{"address":"::1","port":2},"port":3,"server_name":"a\"b","x":[{"port":4}]}""");
        Assert.Equal(4, Some.Fields.Length);
        Assert.Equal("a\"b", row.First(Name)?.Text);
        Assert.Equal(2, row.First(Port)?.Number);
        Assert.Empty(row[Id]);
    }

    [Fact]
    public void Values_of_a_list_keep_their_order() =>
        Assert.Equal(["b", "a"], Read("""{"findings":[{"id":"b"},{"id":"a"}]}""")[Id].Select(value => value.Text));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"server_name":null,"findings":[]}""")]
    public void Absent_and_null_have_no_values(string json)
    {
        FieldRow row = Read(json);
        Assert.Null(row.First(Name));
        Assert.Empty(row[Id]);
    }

    [Fact]
    public void Later_findings_take_the_place_of_the_earlier()
    {
        using FieldReader reader = new(Some);
        FieldRow row = reader.Read("""{"server_name":"a","findings":[{"id":"old","severity":"low"}]}"""u8);
        Finding finding = new("new", FindingSeverity.High, "") { Why = "", Advice = "", Reference = "" };
        FieldRow later = reader.WithFindings(row, [finding]);
        Assert.Equal(["old"], row[Id].Select(value => value.Text));
        Assert.Equal(["new"], later[Id].Select(value => value.Text));
        Assert.Equal(["high"], later[Severity].Select(value => value.Text));
        Assert.Equal("a", later.First(Name)?.Text);
        Assert.True(later.Bytes > 0);
    }

    [Fact]
    public void A_connection_is_read_as_it_is_written()
    {
        using FieldReader reader = new(new FieldSelection([ConnectionFields.Get("id"), ConnectionFields.Get("type")]));
        ConnectionSummary connection = SampleConnections.Rsa();
        FieldRow row = reader.Read(connection);
        Assert.Equal(connection.Id, row.First(ConnectionFields.Get("id"))?.Number);
        Assert.Equal("connection", row.First(ConnectionFields.Get("type"))?.Text);
    }

    private static FieldRow Read(string json)
    {
        using FieldReader reader = new(Some);
        return reader.Read(Encoding.UTF8.GetBytes(json));
    }
}
