using System.Buffers;
using System.Text;
using System.Text.Json;
using TlsDissect.Output.Json;

namespace TlsDissect.Tests.Output.Json;

public class JsonTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Bytes_are_written_as_NET_writes_them_in_hex(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        ArrayBufferWriter<byte> output = new();
        using (Utf8JsonWriter json = new(output))
        {
            json.WriteStartObject();
            JsonText.WriteHex(json, "one"u8, bytes);
            json.WriteStartArray("more"u8);
            JsonText.WriteHexValue(json, bytes);
            JsonText.WriteHexValue(json, bytes);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        string hex = Convert.ToHexStringLower(bytes);
        Assert.Equal($$"""{"one":"{{hex}}","more":["{{hex}}","{{hex}}"]}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
