using System.Buffers;
using System.Text;
using System.Text.Json;
using TlsDissect.Output.Report;

namespace TlsDissect.Tests.Output.Report;

public class LongBytesTests
{
    [Fact]
    public void Only_long_bytes_are_shortened()
    {
        string longest = new('a', 2 * LongBytes.Longest), beyond = longest + "bc";
        string text = new('x', 4000);

        Assert.Equal($$"""{"a":"{{longest}}","b":"{{text}}"}""", Write($$"""{"a":"{{longest}}","b":"{{text}}"}"""));
        Assert.Equal($$"""[1,{"b":{"hex":"{{longest[..128]}}","bytes":513} },null,true]""".Replace("} ", "}", StringComparison.Ordinal),
            Write($$"""[1,{"b":"{{beyond}}"},null,true]"""));
    }

    [Fact]
    public void What_has_no_long_bytes_comes_back_as_it_is()
    {
        string many = $"[{string.Join(',', Enumerable.Repeat("""{"value":4865,"name":"\u003cTLS\u003e"}""", 100))}]";

        Assert.Equal(many, Write(many));
    }

    private static string Write(string json)
    {
        ArrayBufferWriter<byte> output = new();
        using (Utf8JsonWriter writer = new(output)) LongBytes.Write(writer, JsonElement.Parse(json));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
