// What a web socket server costs that does nothing but send back what it hears: the measure of the relay.
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { Answer, Question } from './processes.ts'

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
server.on('connection', (socket) => socket.on('message', (data: Buffer) => socket.send(data)))

function answer({ ask }: Question): number {
  if (ask === 'port') return (server.address() as AddressInfo).port
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

process.on('message', (question: Question & { id: number }) => {
  process.send?.({ id: question.id, value: answer(question) } satisfies Answer)
})
process.once('disconnect', () => {
  for (const socket of server.clients) socket.terminate()
  server.close()
})
