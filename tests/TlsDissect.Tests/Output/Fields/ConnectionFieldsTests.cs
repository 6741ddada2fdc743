using TlsDissect.Output.Fields;

namespace TlsDissect.Tests.Output.Fields;

public class ConnectionFieldsTests
{
    [Theory]
    [InlineData("id", nameof(FieldKind.Number), false)]
    [InlineData("start", nameof(FieldKind.Time), false)]
    [InlineData("version", nameof(FieldKind.Version), false)]
    [InlineData("server_name", nameof(FieldKind.Text), false)]
    [InlineData("client.address", nameof(FieldKind.Address), false)]
    [InlineData("client.port", nameof(FieldKind.Number), false)]
    [InlineData("cipher_suite.name", nameof(FieldKind.Text), false)]
    [InlineData("forward_secrecy", nameof(FieldKind.Flag), false)]
    [InlineData("client_hellos.cipher_suites", nameof(FieldKind.Number), true)]
    [InlineData("certificates.server.not_after", nameof(FieldKind.Time), true)]
    [InlineData("decryption.finished_verified.client", nameof(FieldKind.Flag), false)]
    [InlineData("findings.severity", nameof(FieldKind.Severity), true)]
    [InlineData("latency.handshake", nameof(FieldKind.Number), false)]
    public void A_field_has_the_kind_that_the_schema_says(string path, string kind, bool isList)
    {
        ConnectionField field = ConnectionFields.Get(path);
        Assert.Equal((kind, isList), (field.Kind.ToString(), field.IsList));
    }

    [Fact]
    public void Every_field_is_described_once()
    {
        Assert.All(ConnectionFields.All, field => Assert.EndsWith(".", field.Description));
        Assert.Distinct(ConnectionFields.All.Select(field => field.Path));
    }

    [Fact]
    public void A_closed_list_has_its_values()
    {
        Assert.Equal(["info", "low", "medium", "high", "critical"], ConnectionFields.Get("findings.severity").Values.AsEnumerable());
        Assert.Contains("not_in_key_log", ConnectionFields.Get("decryption.reason").Values);
        Assert.Empty(ConnectionFields.Get("server_name").Values);
    }

    [Theory]
    [InlineData("outcome", "outcome.result")]
    [InlineData("certificates", "certificates.server.sha256")]
    public void An_object_is_not_a_field_but_has_some(string path, string field)
    {
        Assert.Null(ConnectionFields.Find(path));
        Assert.Contains(ConnectionFields.Get(field), ConnectionFields.Within(path));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("outcom")]
    [InlineData("")]
    public void What_is_not_an_object_has_no_fields(string path) => Assert.Empty(ConnectionFields.Within(path));
}
