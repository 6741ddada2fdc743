using System.Text;
using System.Text.Json;
using TlsDissect.Output.Json;
using TlsDissect.Output.Report;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Report;

public class PlaintextPreviewTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", """{"text":"GET / HTTP/1.1\r\n"}""")]
    [InlineData("</script>", """{"text":"\u003C/script\u003E"}""")]
    public void Text_is_text(string text, string expected) => Assert.Equal(expected, Write(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Other_bytes_are_hex() => Assert.Equal("""{"hex":"00ff1080"}""", Write([0, 0xff, 0x10, 0x80]));

    [Fact]
    public void Nothing_is_null() => Assert.Equal("null", Write([]));

    [Fact]
    public void Only_the_first_bytes_are_kept_and_no_half_character()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)'a', PlaintextPreview.MaxBytes - 1), 0xc3, 0xa9];

        Assert.Equal($$"""{"text":"{{new string('a', PlaintextPreview.MaxBytes - 1)}}","truncated":true}""", Write(bytes));
    }

    [Fact]
    public void Records_are_joined_up_to_the_limit()
    {
        byte[][] records = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Repeat((byte)0xff, 1000).ToArray())];

        string hex = string.Concat(Enumerable.Repeat("ff", PlaintextPreview.MaxBytes));
        Assert.Equal($$"""{"hex":"{{hex}}","truncated":true}""", Write(records));
    }

    [Fact]
    public void Data_that_no_mac_protects_is_marked() =>
        Assert.Equal("""{"text":"hi","authenticated":false}""", Write(isAuthenticated: false, "hi"u8.ToArray()));

    private static string Write(params byte[][] records) => Write(isAuthenticated: true, records);

    private static string Write(bool isAuthenticated, params byte[][] records)
    {
        PlaintextPreview preview = new();
        foreach (byte[] record in records)
            preview.Add(new ApplicationData(Sender.Client, record, default) { IsAuthenticated = isAuthenticated });
        using MemoryStream output = new();
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            PlaintextPreview.Write(json, "side"u8, preview);
            json.WriteEndObject();
        }

        string text = Encoding.UTF8.GetString(output.ToArray());
        Assert.StartsWith("{\"side\":", text, StringComparison.Ordinal);
        return text[8..^1];
    }
}
