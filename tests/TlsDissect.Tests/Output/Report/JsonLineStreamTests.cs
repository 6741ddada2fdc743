using System.Text;
using CsCheck;
using TlsDissect.Output.Report;

namespace TlsDissect.Tests.Output.Report;

public class JsonLineStreamTests
{
    [Fact]
    public void Lines_come_whole_however_they_are_cut() =>
        Gen.Select(Gen.Int[0, 20].Select(length => new string('x', length)).Array[0, 8], Gen.Int[1, 9]).Sample((lines, piece) =>
        {
            List<string> received = [];
            using JsonLineStream stream = new(line => received.Add(Encoding.UTF8.GetString(line.Span)));
            byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
            foreach (byte[] part in bytes.Chunk(piece)) stream.Write(part);
            Assert.Equal(lines, received);
        });
}
