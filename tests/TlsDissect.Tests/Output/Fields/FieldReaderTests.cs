using System.Text;
using System.Text.Json;
using TlsDissect.Output.Fields;
using TlsDissect.Protocol;

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

    /// <summary>Long members are neither written nor read if nothing of them is selected.</summary>
    [Fact]
    public void A_field_alone_has_the_values_that_it_has_among_all()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        SampleConnections.Add(connection, Sender.Client, "client_hello", SampleHellos.Client("server.example", offersPreSharedKey: false));
        SampleConnections.Add(connection, Sender.Server, "server_hello", SampleHellos.Server());
        using FieldReader all = new(new FieldSelection(ConnectionFields.All));
        FieldRow row = all.Read(connection);
        Assert.All(["messages.message", "client_hellos.random", "server_hellos.cipher_suite"],
            path => Assert.NotNull(row.First(ConnectionFields.Get(path))));
        foreach (ConnectionField field in ConnectionFields.All)
        {
            using FieldReader one = new(new FieldSelection([field]));
            Assert.Equal(Texts(row, field), Texts(one.Read(connection), field));
        }
    }

    private static IEnumerable<string> Texts(FieldRow row, ConnectionField field) => row[field].Select(value => value.Text);

    /// <summary>Reads both the text and what it is parsed to.</summary>
    private static FieldRow Read(string json)
    {
        using FieldReader reader = new(Some);
        FieldRow row = reader.Read(Encoding.UTF8.GetBytes(json));
        using JsonDocument document = JsonDocument.Parse(json);
        FieldRow parsed = reader.Read(document.RootElement);
        Assert.All(Some.Fields, field => Assert.Equal(Texts(row, field), Texts(parsed, field)));
        return row;
    }
}
